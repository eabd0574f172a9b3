/**
 * What one device knows and remembers: its configuration, modes of speech and counters; depends on
 * plan and platform.
 */
@NullMarked
package io.netauto.simulator.device;

import org.jspecify.annotations.NullMarked;
