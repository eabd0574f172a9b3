package io.netauto.cli.access;

import io.netauto.cli.base.Cli;
import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.failure.Failure;
import io.netauto.cli.server.Json;
import io.netauto.cli.server.Pages;
import io.netauto.cli.server.Query;
import tools.jackson.databind.JsonNode;

/** Finds users and customers by what people call them. */
final class People {
  private People() {}

  /** The number of the one with this number or exact name, without regard to case. */
  static String idOf(Cli cli, String path, String field, String kind, String nameOrId) {
    if (nameOrId.matches("\\d{1,18}")) {
      return nameOrId;
    }
    JsonNode found =
        Pages.read(cli.server(), path, new Query().with("q", nameOrId), Integer.MAX_VALUE);
    for (JsonNode item : found.path("items")) {
      if (Json.text(item, field).equalsIgnoreCase(nameOrId)) {
        return Json.text(item, "id");
      }
    }
    throw new Failure(
        ExitCode.NOT_FOUND,
        "There is no %s '%s'. See: netauto %s list".formatted(kind, nameOrId, kind));
  }
}
