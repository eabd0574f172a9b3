/** Devices, their platforms and host keys. May use everything but the other commands. */
@NullMarked
package io.netauto.cli.device;

import org.jspecify.annotations.NullMarked;
