/**
 * Getters of Cisco NX-OS. They ask for JSON, and read the text when the device has no JSON for a
 * command. As NAPALM's two drivers for the two forms, they differ in what they can tell.
 */
@NullMarked
package io.netauto.driver.vendor.nxos;

import org.jspecify.annotations.NullMarked;
