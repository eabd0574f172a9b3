/** Groups of devices. May use everything but the other commands. */
@NullMarked
package io.netauto.cli.group;

import org.jspecify.annotations.NullMarked;
