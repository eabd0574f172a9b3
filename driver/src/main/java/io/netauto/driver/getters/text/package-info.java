/**
 * Values as devices print them: addresses, interface names, durations, lines that can be blamed.
 */
@NullMarked
package io.netauto.driver.getters.text;

import org.jspecify.annotations.NullMarked;
