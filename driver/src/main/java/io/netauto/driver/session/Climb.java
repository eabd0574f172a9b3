package io.netauto.driver.session;

import io.netauto.driver.Failure.Cause;
import io.netauto.driver.Secret;
import io.netauto.driver.platform.Platform;
import io.netauto.driver.transport.Deadline;
import io.netauto.driver.transport.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Goes from the mode after login to a more privileged one. */
final class Climb {
  private final Wire wire;
  private final Platform.Transition transition;
  private final @Nullable Secret secret;
  private boolean answered;
  private boolean lineEnded;

  Climb(Wire wire, Platform.Transition transition, @Nullable Secret secret) {
    this.wire = wire;
    this.transition = transition;
    this.secret = secret;
  }

  /** Ends when what looks like the prompt of the higher mode is there. */
  void climb() throws IOException, InterruptedException, Broken {
    Deadline limit = Deadline.after(wire.options.prompt());
    wire.type(transition.command());
    while (!limit.passed()) {
      String tail = wire.tail();
      Duration quiet = lineEnded ? quietBefore(tail) : null;
      int n = wire.read(quiet == null ? limit : wire.quietFor(quiet).or(limit));
      if (n > 0) {
        take(n);
      } else if (n == Transport.END) {
        throw wire.ended("the prompt of mode " + transition.to());
      } else if (quiet != null && act(tail)) {
        return;
      }
    }
    throw refused("The device did not answer \"" + transition.command() + "\".");
  }

  private void take(int n) {
    for (int i = 0; i < n; i++) {
      lineEnded |= wire.piece[i] == '\n';
    }
    wire.take(wire.piece, 0, n);
  }

  private @Nullable Duration quietBefore(String tail) {
    return asks(tail) || wire.platform.modeOf(tail).isPresent() ? wire.pauses(2, 50, 1000) : null;
  }

  private boolean asks(String tail) {
    Pattern question = transition.question();
    return question != null && question.matcher(tail).find();
  }

  private boolean act(String tail) throws IOException, Broken {
    if (asks(tail)) {
      if (answered) {
        throw refused("The device refused the enable password.");
      }
      if (secret == null) {
        throw refused("The device asks for an enable password, and the login has none.");
      }
      answered = true;
      wire.press(secret.reveal() + wire.platform.newline());
      lineEnded = false;
      return false;
    }
    String mode = wire.platform.modeOf(tail).map(Platform.Mode::name).orElse("");
    if (mode.equals(transition.from())) {
      throw refused(
          answered
              ? "The device refused the enable password."
              : "The device refused \"" + transition.command() + "\".");
    }
    return true;
  }

  private Broken refused(String summary) {
    return wire.broken(
        Cause.ENABLE_REFUSED,
        summary,
        "the prompt of mode " + transition.to(),
        "Check the enable password of the credential, and the user's privilege on the device.");
  }
}
