/** Getters of Juniper Junos, from its XML. */
@NullMarked
package io.netauto.driver.vendor.junos;

import org.jspecify.annotations.NullMarked;
