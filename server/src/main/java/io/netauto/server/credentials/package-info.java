/** How devices are logged in to and known: sources of secrets, and SSH host keys. */
@ApplicationModule(allowedDependencies = {"web", "identity", "audit", "events"})
@NullMarked
package io.netauto.server.credentials;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
