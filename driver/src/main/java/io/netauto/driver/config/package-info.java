/** Works on the text of configurations. */
@NullMarked
package io.netauto.driver.config;

import org.jspecify.annotations.NullMarked;
