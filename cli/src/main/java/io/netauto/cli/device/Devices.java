package io.netauto.cli.device;

import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.failure.Failure;
import io.netauto.cli.server.Json;
import io.netauto.cli.server.Query;
import io.netauto.cli.server.Server;
import java.util.ArrayList;
import tools.jackson.databind.JsonNode;

/** Finds devices by what people call them. */
public final class Devices {
  private Devices() {}

  /** The one device with this number or host name. */
  public static JsonNode find(Server server, String nameOrId) {
    if (nameOrId.matches("\\d{1,18}")) {
      try {
        return server.get("/devices/" + nameOrId);
      } catch (Failure e) {
        if (e.exitCode() != ExitCode.NOT_FOUND) {
          throw e;
        }
      }
    }
    JsonNode found = server.get("/devices", new Query().with("hostname", nameOrId)).path("items");
    if (found.isEmpty()) {
      throw new Failure(
          ExitCode.NOT_FOUND,
          "There is no device '" + nameOrId + "'. See: netauto device list --query " + nameOrId);
    }
    if (found.size() > 1) {
      var choices = new ArrayList<String>();
      found.forEach(d -> choices.add(Json.text(d, "id") + " at site " + Json.text(d, "site")));
      throw new Failure(
          ExitCode.USAGE,
          "There are several devices '"
              + nameOrId
              + "': "
              + String.join(", ", choices)
              + ". Give the number instead.");
    }
    return found.get(0);
  }
}
