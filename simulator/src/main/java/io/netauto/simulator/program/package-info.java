/**
 * The simulator as a program: its command line, what it prints and the inventory that it writes.
 */
@NullMarked
package io.netauto.simulator.program;

import org.jspecify.annotations.NullMarked;
