/** Finds out which platform a device has, from what it shows by itself and a read-only command. */
@NullMarked
package io.netauto.driver.detect;

import org.jspecify.annotations.NullMarked;
