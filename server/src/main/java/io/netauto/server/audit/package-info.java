/** Who did what, when and from where: an append-only trail whose rows are chained by hashes. */
@NullMarked
@ApplicationModule(allowedDependencies = {"identity", "web", "retention"})
package io.netauto.server.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
