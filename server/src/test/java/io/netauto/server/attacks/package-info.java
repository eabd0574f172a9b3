/** What somebody tries who wants in, wants more, or wants it broken. */
@NullMarked
package io.netauto.server.attacks;

import org.jspecify.annotations.NullMarked;
