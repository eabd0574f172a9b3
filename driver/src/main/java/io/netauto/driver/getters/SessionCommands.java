package io.netauto.driver.getters;

import io.netauto.driver.CommandResult;
import io.netauto.driver.Session;

/** Commands that a session sends to its device. */
record SessionCommands(Session session) implements Commands {

  @Override
  public Output run(String command) {
    return output(session.run(command));
  }

  @Override
  public Output runIn(String mode, String command) {
    String home = session.mode().orElse("");
    if (home.equals(mode)) {
      return run(command);
    }
    CommandResult entered;
    try {
      entered = session.enter(mode);
    } catch (IllegalArgumentException e) {
      return new Output.NoWay(String.valueOf(e.getMessage()));
    }
    return switch (entered) {
      case CommandResult.Done done -> backIn(home, run(command));
      case CommandResult.Rejected(var output, var failure) ->
          backIn(home, new Output.NoWay(output.text()));
      case CommandResult.Failed(var output, var failure) -> new Output.Failed(failure.summary());
    };
  }

  private Output backIn(String home, Output output) {
    return output instanceof Output.Failed || session.enter(home) instanceof CommandResult.Done
        ? output
        : new Output.Failed("The session did not come back to the mode \"" + home + "\".");
  }

  private static Output output(CommandResult result) {
    return switch (result) {
      case CommandResult.Done(var output) when output.whole() -> new Output.Text(output.text());
      case CommandResult.Done(var output) ->
          new Output.Failed(
              "The output is longer than the " + output.text().length() + " characters kept.");
      case CommandResult.Rejected(var output, var failure) -> new Output.Refused(output.text());
      case CommandResult.Failed(var output, var failure) -> new Output.Failed(failure.summary());
    };
  }
}
