/** Tests of the program. */
@NullMarked
package io.netauto.simulator.program;

import org.jspecify.annotations.NullMarked;
