/** Values that vendors write in many ways, in the one way that getters tell them. */
@NullMarked
package io.netauto.driver.vendor;

import org.jspecify.annotations.NullMarked;
