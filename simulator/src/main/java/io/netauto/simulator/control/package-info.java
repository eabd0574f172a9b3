/**
 * Figures and received commands of a running fleet over HTTP on the loopback address, for proofs
 * that run in another process; depends on the fleet.
 */
@NullMarked
package io.netauto.simulator.control;

import org.jspecify.annotations.NullMarked;
