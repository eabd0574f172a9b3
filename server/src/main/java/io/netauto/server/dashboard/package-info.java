/** The first page: how the customer's devices and runs are doing. */
@ApplicationModule(
    allowedDependencies = {"web", "identity", "credentials", "events", "inventory", "runs"})
@NullMarked
package io.netauto.server.dashboard;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
