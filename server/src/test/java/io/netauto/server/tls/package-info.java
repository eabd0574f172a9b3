/** Tests with real handshakes. */
@NullMarked
package io.netauto.server.tls;

import org.jspecify.annotations.NullMarked;
