/** What a terminal would show of one line. Internal to the driver. */
@NullMarked
package io.netauto.driver.terminal;

import org.jspecify.annotations.NullMarked;
