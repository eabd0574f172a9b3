/** What devices tell of themselves, in NAPALM's vocabulary whatever the vendor. */
@NullMarked
package io.netauto.driver.getters;

import org.jspecify.annotations.NullMarked;
