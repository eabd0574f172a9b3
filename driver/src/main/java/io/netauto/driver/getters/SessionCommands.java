package io.netauto.driver.getters;

import io.netauto.driver.CommandResult;
import io.netauto.driver.Session;

/** Commands that a session sends to its device. */
record SessionCommands(Session session) implements Commands {

  @Override
  public Output run(String command) {
    return switch (session.run(command)) {
      case CommandResult.Done(var output) when output.whole() -> new Output.Text(output.text());
      case CommandResult.Done(var output) ->
          new Output.Failed(
              "The output is longer than the " + output.text().length() + " characters kept.");
      case CommandResult.Rejected(var output, var failure) -> new Output.Refused(output.text());
      case CommandResult.Failed(var output, var failure) -> new Output.Failed(failure.summary());
    };
  }
}
