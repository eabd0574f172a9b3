/** What is kept and for how long: sweeps away what is too old or too much, and reports it. */
@ApplicationModule(allowedDependencies = {"web", "identity"})
@NullMarked
package io.netauto.server.retention;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
