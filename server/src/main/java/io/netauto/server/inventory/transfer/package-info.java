/** Lists of devices as files: how each form is told from the others, read and written. */
@NullMarked
package io.netauto.server.inventory.transfer;

import org.jspecify.annotations.NullMarked;
