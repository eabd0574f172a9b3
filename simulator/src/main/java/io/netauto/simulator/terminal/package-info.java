/**
 * A session on a device as a state machine driven by bytes, without a thread; depends on device,
 * platform and plan.
 */
@NullMarked
package io.netauto.simulator.terminal;

import org.jspecify.annotations.NullMarked;
