/** Getters of Arista EOS, from {@code show ... | json} where EOS offers it. */
@NullMarked
package io.netauto.driver.vendor.eos;

import org.jspecify.annotations.NullMarked;
