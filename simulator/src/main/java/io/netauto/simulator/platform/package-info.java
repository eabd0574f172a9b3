/**
 * How a family of devices talks, as data: modes, commands, pager, errors and texts; depends on
 * nothing.
 */
@NullMarked
package io.netauto.simulator.platform;

import org.jspecify.annotations.NullMarked;
