/**
 * Getters of Cisco IOS XR, from three forms: text of commands, answers of the XML agent, answers of
 * NETCONF. The last two hold the same data under the same names, written {@code RouterID} and
 * {@code router-id}, and are read by the same readers.
 */
@NullMarked
package io.netauto.driver.vendor.iosxr;

import org.jspecify.annotations.NullMarked;
