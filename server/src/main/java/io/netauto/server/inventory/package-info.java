/** The devices of a customer: what they are, where they are and how they are reached. */
@ApplicationModule(allowedDependencies = {"web", "identity", "credentials", "commands"})
@NullMarked
package io.netauto.server.inventory;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
