/** Trust in the server's certificate: known CAs, or one pinned fingerprint. Depends on nothing. */
@NullMarked
package io.netauto.cli.tls;

import org.jspecify.annotations.NullMarked;
