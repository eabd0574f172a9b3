/** Getters of Cisco IOS and IOS XE. */
@NullMarked
package io.netauto.driver.vendor.ios;

import org.jspecify.annotations.NullMarked;
