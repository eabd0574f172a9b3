/** Devices by REST and in pages. */
@NullMarked
package io.netauto.server.inventory.web;

import org.jspecify.annotations.NullMarked;
