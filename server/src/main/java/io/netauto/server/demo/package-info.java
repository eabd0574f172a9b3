/** The demo: a fleet of simulated devices, in the inventory of a server that was just started. */
@ApplicationModule(allowedDependencies = {"credentials", "identity", "inventory", "tls", "web"})
@NullMarked
package io.netauto.server.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
