/** A fleet of simulated network devices, each an SSH server on a port of its own. */
@NullMarked
package io.netauto.simulator;

import org.jspecify.annotations.NullMarked;
