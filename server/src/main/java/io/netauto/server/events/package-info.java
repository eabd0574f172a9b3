/** What happened that somebody has to look at. */
@NullMarked
@ApplicationModule(allowedDependencies = {"identity", "web"})
package io.netauto.server.events;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
