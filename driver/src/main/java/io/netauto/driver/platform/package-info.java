/** Platforms: one YAML file each, data and not code. */
@NullMarked
package io.netauto.driver.platform;

import org.jspecify.annotations.NullMarked;
