/** What was asked for and the durable queue of its parts; it knows no device. */
@ApplicationModule(allowedDependencies = {"web", "identity"})
@NullMarked
package io.netauto.server.jobs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
