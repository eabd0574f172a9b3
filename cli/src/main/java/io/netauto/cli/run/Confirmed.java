package io.netauto.cli.run;

import io.netauto.cli.base.Cli;
import io.netauto.cli.failure.Failure;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Asks the server for what a person may have to say yes to. */
final class Confirmed {
  private Confirmed() {}

  /**
   * Asks a person when the server wants the commands confirmed; one without a terminal needs --yes.
   *
   * @param request sends it, with or without the confirmation
   */
  static JsonNode send(Cli cli, boolean yes, String question, Function<Boolean, JsonNode> request) {
    try {
      return request.apply(yes);
    } catch (Failure e) {
      if (yes || !e.code().equals("confirmation_needed")) {
        throw e;
      }
      cli.terminal().error(e.getMessage());
      cli.confirm(false, question);
      return request.apply(true);
    }
  }
}
