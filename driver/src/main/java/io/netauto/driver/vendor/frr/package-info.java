/** Getters of FRRouting, from {@code vtysh} and the shell of the host. */
@NullMarked
package io.netauto.driver.vendor.frr;

import org.jspecify.annotations.NullMarked;
