/** What somebody has to look at, as the pages show it. */
@NullMarked
package io.netauto.server.events;

import org.jspecify.annotations.NullMarked;
