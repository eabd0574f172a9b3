/** A device's part of a job: its driver session, what it sent, and the live feed of that. */
@ApplicationModule(
    allowedDependencies = {
      "web",
      "identity",
      "inventory",
      "credentials",
      "calendar",
      "jobs",
      "limits",
      "logins",
      "retention",
      "commands",
      "database"
    })
@NullMarked
package io.netauto.server.runs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
