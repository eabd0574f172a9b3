/** Getters of FRRouting, from the JSON of {@code vtysh}. */
@NullMarked
package io.netauto.driver.vendor.frr;

import org.jspecify.annotations.NullMarked;
