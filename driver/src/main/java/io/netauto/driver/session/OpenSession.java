package io.netauto.driver.session;

import io.netauto.driver.Command;
import io.netauto.driver.CommandResult;
import io.netauto.driver.Failure;
import io.netauto.driver.Login;
import io.netauto.driver.Mark;
import io.netauto.driver.OpenResult;
import io.netauto.driver.SessionListener;
import io.netauto.driver.SessionOptions;
import io.netauto.driver.platform.Platform;
import io.netauto.driver.transport.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Brings a fresh connection to its prompt: learn it, climb, run the set-up steps. */
public final class OpenSession {
  private final Wire wire;
  private final Prompts prompts;
  private final Platform platform;
  private final Login login;
  private final Consumer<CliSession> onEnd;
  private final Set<String> left = new HashSet<>();

  /**
   * @param onEnd told when the session is closed
   */
  public OpenSession(
      Transport transport,
      Login login,
      Platform platform,
      SessionOptions options,
      SessionListener listener,
      Consumer<CliSession> onEnd) {
    this.wire = new Wire(transport, platform, options, listener);
    this.prompts = new Prompts(platform);
    this.platform = platform;
    this.login = login;
    this.onEnd = onEnd;
  }

  /** Talks until the session is ready; closes the transport when it does not come to that. */
  public OpenResult open() {
    boolean opened = false;
    try {
      wire.begin();
      boolean echoes = prepare();
      wire.opened();
      wire.mark(new Mark.Ready(prompts.current()));
      wire.end();
      opened = true;
      return new OpenResult.Opened(new CliSession(wire, prompts, login, echoes, onEnd));
    } catch (Broken e) {
      return new OpenResult.NotOpened(e.failure());
    } finally {
      if (!opened) {
        wire.abort();
      }
    }
  }

  private boolean prepare() throws Broken {
    try {
      List<String> steps = steps();
      String first = steps.isEmpty() ? "" : steps.getFirst();
      boolean echoes = new FindPrompt(wire, prompts, login, first).find() && platform.echo();
      boolean climbed = climb(echoes);
      // What was typed first may have been refused in the mode after login.
      for (String step : climbed ? steps : steps.subList(Math.min(1, steps.size()), steps.size())) {
        runStep(step, echoes);
      }
      return echoes;
    } catch (InterruptedException e) {
      throw wire.interrupted();
    } catch (IOException e) {
      throw wire.lost(e, "the first prompt");
    }
  }

  private List<String> steps() {
    List<String> steps = new ArrayList<>(platform.pagingOff());
    steps.addAll(platform.width());
    steps.addAll(platform.onOpen());
    return steps;
  }

  private boolean climb(boolean echoes) throws Broken {
    boolean climbed = false;
    for (var next = upwards(); next.isPresent(); next = upwards()) {
      climbed = true;
      CommandResult result =
          new ChangeMode(wire, prompts, login, echoes).along(List.of(next.get()));
      switch (result) {
        case CommandResult.Done done -> {}
        case CommandResult.Rejected(var output, Failure why) -> throw new Broken(why);
        case CommandResult.Failed(var output, Failure why) -> throw new Broken(why);
      }
    }
    return climbed;
  }

  /** The transition to take from the mode that the session is in; each mode is left once. */
  private Optional<Platform.Transition> upwards() {
    String mode = prompts.mode().orElse("");
    if (!left.add(mode)) {
      return Optional.empty();
    }
    return platform.transitions().stream()
        .filter(transition -> transition.from().equals(mode) && !transition.returns())
        .filter(
            transition ->
                transition.always()
                    || (transition.asksForEnablePassword() && login.enablePassword() != null))
        .findFirst();
  }

  private void runStep(String step, boolean echoes) throws Broken {
    CommandResult result = new SendCommand(wire, prompts, Command.of(step), -1, echoes).run();
    if (result instanceof CommandResult.Failed failed) {
      Failure failure = failed.failure();
      throw new Broken(
          new Failure(
              failure.cause(),
              "The set-up step \"" + step + "\" failed. " + failure.summary(),
              failure.expected(),
              failure.lastBytes(),
              failure.advice()));
    }
  }
}
