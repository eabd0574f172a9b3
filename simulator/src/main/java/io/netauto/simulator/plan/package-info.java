/**
 * What a fleet is to be: devices, their latencies and their faults, in code or from YAML; depends
 * on nothing.
 */
@NullMarked
package io.netauto.simulator.plan;

import org.jspecify.annotations.NullMarked;
