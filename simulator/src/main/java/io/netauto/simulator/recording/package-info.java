/**
 * Recorded devices: what a recording answers, served over SSH as a device would, with or without
 * chaos on the way; uses nothing else of the simulator.
 */
@NullMarked
package io.netauto.simulator.recording;

import org.jspecify.annotations.NullMarked;
