package io.netauto.driver.session;

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
import java.util.List;
import java.util.function.Consumer;

/** Brings a fresh connection to its prompt: learn it, climb, run the set-up steps. */
public final class OpenSession {
  private final Wire wire;
  private final Prompts prompts;
  private final Platform platform;
  private final Login login;
  private final Consumer<CliSession> onEnd;

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
      wire.mark(new Mark.Ready(prompts.current()));
      wire.end();
      opened = true;
      return new OpenResult.Opened(new CliSession(wire, prompts, echoes, onEnd));
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
      boolean echoes = new FindPrompt(wire, prompts, first).find() && platform.echo();
      if (climb()) {
        echoes = new FindPrompt(wire, prompts, first).find() && platform.echo();
      }
      for (String step : steps.subList(Math.min(1, steps.size()), steps.size())) {
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

  private boolean climb() throws IOException, InterruptedException, Broken {
    String mode = platform.modeOf(prompts.current()).map(Platform.Mode::name).orElse("");
    for (Platform.Transition transition : platform.transitions()) {
      boolean wanted =
          transition.always()
              || (login.enablePassword() != null && transition.asksForEnablePassword());
      if (wanted && transition.from().equals(mode)) {
        new Climb(wire, transition, login.enablePassword()).climb();
        return true;
      }
    }
    return false;
  }

  private void runStep(String step, boolean echoes) throws Broken {
    CommandResult result = new SendCommand(wire, prompts, step, -1, echoes).run();
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
