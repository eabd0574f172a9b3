/** XML that devices print, read by the names of its elements whatever their namespace. */
@NullMarked
package io.netauto.driver.vendor.xml;

import org.jspecify.annotations.NullMarked;
