package io.netauto.cli.group;

import io.netauto.cli.server.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** The options that say what a group is and what it gives. */
final class GroupDefaults {
  @Option(names = "--description", paramLabel = "TEXT", description = "What it is for.")
  @Nullable String description;

  @Option(
      names = "--cred-ref",
      paramLabel = "REF",
      description = "Credential of its devices without one, such as env:LAB; '' takes it away.")
  @Nullable String credRef;

  @Option(
      names = "--jump-host",
      paramLabel = "NAME|ID",
      description = "Jump host of its devices without one; '' takes it away.")
  @Nullable String jumpHost;

  @Option(
      names = "--max-sessions",
      paramLabel = "N",
      description = "Most sessions at once to its devices; 0 is no limit.")
  @Nullable Integer maxSessions;

  ObjectNode toJson() {
    ObjectNode result = Json.object();
    if (description != null) {
      result.put("description", description);
    }
    ObjectNode defaults = Json.object();
    if (credRef != null) {
      defaults.put("credRef", credRef);
    }
    if (jumpHost != null) {
      defaults.put("jumpHost", jumpHost);
    }
    if (maxSessions != null) {
      defaults.put("maxSessions", maxSessions);
    }
    if (!defaults.isEmpty()) {
      result.set("defaults", defaults);
    }
    return result;
  }
}
