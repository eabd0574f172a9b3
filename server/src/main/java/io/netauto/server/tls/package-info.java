/** How the server's port is encrypted: its own certificate, the operator's, or none. */
@ApplicationModule(
    displayName = "TLS",
    allowedDependencies = {})
@NullMarked
package io.netauto.server.tls;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
