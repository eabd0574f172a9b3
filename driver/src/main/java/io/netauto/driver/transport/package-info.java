/** The way bytes take: SSH for now. Internal to the driver; the SSH library stays inside. */
@NullMarked
package io.netauto.driver.transport;

import org.jspecify.annotations.NullMarked;
