/** Devices, tried from outside. */
@NullMarked
package io.netauto.server.inventory;

import org.jspecify.annotations.NullMarked;
