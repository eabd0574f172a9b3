package io.netauto.cli.group;

import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.failure.Failure;
import io.netauto.cli.server.Json;
import io.netauto.cli.server.Query;
import io.netauto.cli.server.Server;
import tools.jackson.databind.JsonNode;

/** Finds groups by what people call them. */
final class Groups {
  private Groups() {}

  /** The group with this number or name; a name is never a number. */
  static JsonNode find(Server server, String nameOrId) {
    if (nameOrId.matches("\\d{1,18}")) {
      return server.get("/groups/" + nameOrId);
    }
    JsonNode found = server.get("/groups", new Query().with("name", nameOrId)).path("items");
    if (found.isEmpty()) {
      throw new Failure(
          ExitCode.NOT_FOUND,
          "There is no group '" + nameOrId + "'. See: netauto group list --query " + nameOrId);
    }
    return found.get(0);
  }

  static String path(JsonNode group) {
    return "/groups/" + Json.text(group, "id");
  }
}
