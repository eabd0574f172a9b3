/** What tests of several features share. */
@NullMarked
package io.netauto.server.testing;

import org.jspecify.annotations.NullMarked;
