/**
 * Runs and jobs of many runs: start, follow, read and cancel them. May use device to find devices
 * by name.
 */
@NullMarked
package io.netauto.cli.run;

import org.jspecify.annotations.NullMarked;
