/** When something recurs, by cron and in words, and the maintenance windows of a customer. */
@ApplicationModule(allowedDependencies = {"web", "identity"})
@NullMarked
package io.netauto.server.calendar;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
