/**
 * Device driver library: opens CLI sessions with network devices, sends commands, and returns typed
 * results.
 *
 * <p>Start at {@link io.netauto.driver.Driver}.
 */
@NullMarked
package io.netauto.driver;

import org.jspecify.annotations.NullMarked;
