/** When logins on devices may be: paced by realm over all nodes, and put on record. */
@ApplicationModule(
    allowedDependencies = {"identity", "credentials", "inventory", "jobs", "database"})
@NullMarked
package io.netauto.server.logins;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
