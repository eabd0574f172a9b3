/** Tests of recorded devices and their chaos. */
@NullMarked
package io.netauto.simulator.recording;

import org.jspecify.annotations.NullMarked;
