/** The conversation with a device, one file per operation. Internal to the driver. */
@NullMarked
package io.netauto.driver.session;

import org.jspecify.annotations.NullMarked;
