/** What Cisco's operating systems print alike. */
@NullMarked
package io.netauto.driver.vendor.cisco;

import org.jspecify.annotations.NullMarked;
