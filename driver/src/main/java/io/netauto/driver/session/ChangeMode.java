package io.netauto.driver.session;

import io.netauto.driver.Command;
import io.netauto.driver.CommandResult;
import io.netauto.driver.Failure;
import io.netauto.driver.Failure.Cause;
import io.netauto.driver.Login;
import io.netauto.driver.Secret;
import io.netauto.driver.platform.Platform;
import java.util.List;

/**
 * Goes from the session's mode to another, transition by transition, and looks where it arrived.
 */
final class ChangeMode {
  private final Wire wire;
  private final Prompts prompts;
  private final Login login;
  private final boolean echoes;

  ChangeMode(Wire wire, Prompts prompts, Login login, boolean echoes) {
    this.wire = wire;
    this.prompts = prompts;
    this.login = login;
    this.echoes = echoes;
  }

  /** The result of the last transition taken. */
  CommandResult along(List<Platform.Transition> path) {
    CommandResult result = new CommandResult.Done(new CommandResult.Output("", 0, true));
    for (Platform.Transition transition : path) {
      result = take(transition);
      if (!(result instanceof CommandResult.Done)) {
        return result;
      }
    }
    return result;
  }

  private CommandResult take(Platform.Transition transition) {
    CommandResult result = new SendCommand(wire, prompts, command(transition), -1, echoes).run();
    return switch (result) {
      case CommandResult.Failed(var output, var failure) ->
          new CommandResult.Failed(output, translated(transition, failure));
      default -> {
        if (prompts.mode().filter(transition.to()::equals).isPresent()) {
          prompts.took(transition);
          yield new CommandResult.Done(result.output());
        }
        yield new CommandResult.Rejected(
            result.output(),
            refused(
                transition,
                transition.asksForEnablePassword() && login.enablePassword() != null
                    ? "The device refused the enable password."
                    : "The device refused \"" + transition.command() + "\"."));
      }
    };
  }

  private Command command(Platform.Transition transition) {
    Command command = Command.of(transition.command());
    for (Platform.Answer answer : transition.answers()) {
      Secret text =
          switch (answer.text()) {
            case Platform.Answer.ENABLE_PASSWORD -> login.enablePassword();
            case Platform.Answer.PASSWORD -> login.password();
            case Platform.Answer.USERNAME -> Secret.of(login.username());
            default -> Secret.of(answer.text());
          };
      if (text != null) {
        command = command.answering(answer.question().pattern(), text);
      }
    }
    return command;
  }

  private Failure translated(Platform.Transition transition, Failure failure) {
    if (failure.cause() != Cause.UNEXPECTED_QUESTION || !transition.asksForEnablePassword()) {
      return failure;
    }
    return refused(
        transition,
        login.enablePassword() == null
            ? "The device asks for an enable password, and the login has none."
            : "The device refused the enable password.");
  }

  private Failure refused(Platform.Transition transition, String summary) {
    return wire.broken(
            transition.asksForEnablePassword() ? Cause.ENABLE_REFUSED : Cause.COMMAND_REJECTED,
            summary,
            "the prompt of mode " + transition.to(),
            transition.asksForEnablePassword()
                ? "Check the enable password of the credential, and the user's privilege on the"
                    + " device."
                : "Check the user's privilege on the device, and who else is in that mode.")
        .failure();
  }
}
