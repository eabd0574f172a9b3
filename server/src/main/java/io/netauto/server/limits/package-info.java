/** How many sessions and logins there may be at once: what is set, and what a run counts for. */
@ApplicationModule(allowedDependencies = {"web", "identity", "credentials", "inventory", "jobs"})
@NullMarked
package io.netauto.server.limits;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
