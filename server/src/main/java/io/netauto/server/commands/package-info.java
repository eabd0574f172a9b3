/**
 * What is sent to devices, before it is sent: templates of commands, which commands only read,
 * which are dangerous, and which a role may not run.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"web", "identity"})
package io.netauto.server.commands;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
