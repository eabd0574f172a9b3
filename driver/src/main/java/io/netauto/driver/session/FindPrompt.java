package io.netauto.driver.session;

import io.netauto.driver.Failure.Cause;
import io.netauto.driver.Login;
import io.netauto.driver.Secret;
import io.netauto.driver.platform.Platform;
import io.netauto.driver.transport.Deadline;
import io.netauto.driver.transport.Transport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

/**
 * Learns the prompt of a session, and whether the device echoes what is typed.
 *
 * <p>A banner can hold lines that look like prompts, and can stop in the middle of one. So the
 * first likeness is only a reason to type something, the first set-up step by preference; the
 * prompt is what stands before the step's echo and stands alone after it. A device that shows no
 * echo has to show the same prompt after two empty lines.
 */
final class FindPrompt {
  private static final int MOST_PAGERS = 500;
  private static final int MOST_DIALOGS = 10;
  private static final int MOST_WAKES = 5;

  private final Wire wire;
  private final Prompts prompts;
  private final Login login;
  private final String firstStep;
  private final Deadline limit;

  private String step = "";
  private final StringBuilder rawLine = new StringBuilder();
  private boolean typed;
  private String typedAt = "";
  private String echoed = "";
  private boolean echoSeen;
  private boolean echoes = true;
  private boolean retyped;
  private int blindLines;
  private String blindPrompt = "";
  private int wakes;
  private int pagers;
  private int dialogs;
  private boolean usernameGiven;
  private boolean passwordGiven;
  private boolean anyByte;

  /** Something came since a line was typed last. */
  private boolean answered;

  private int lines;
  private String above = "";

  FindPrompt(Wire wire, Prompts prompts, Login login, String firstStep) {
    this.wire = wire;
    this.prompts = prompts;
    this.login = login;
    this.firstStep = firstStep;
    this.limit = Deadline.after(wire.options.prompt());
  }

  /** Waits for the prompt; true when the device echoes. */
  boolean find() throws IOException, InterruptedException, Broken {
    wire.restartGaps();
    while (true) {
      int n = wire.readNow();
      if (n == Transport.TIMEOUT) {
        String tail = wire.tail();
        Duration quiet = quietBefore(tail);
        boolean waiting = quiet.isNegative();
        Deadline deadline = waiting ? wakeUp(tail).or(limit) : wire.quietFor(quiet).or(limit);
        n = wire.read(deadline);
        if (n == Transport.TIMEOUT && !limit.passed()) {
          if (waiting) {
            wakes++;
            wire.type("");
          } else if (act(tail)) {
            prompts.learn(above, tail);
            return echoes;
          }
        }
      }
      if (n > 0) {
        take(n);
      } else if (n == Transport.END) {
        throw wire.ended("the first prompt");
      }
      if (limit.passed()) {
        throw noPrompt();
      }
    }
  }

  /**
   * A device that says nothing at all gets an empty line, as at a console; so does one that printed
   * a message behind its prompt and did not draw the prompt again.
   */
  private Deadline wakeUp(String tail) {
    if (!tail.isEmpty() || wakes >= MOST_WAKES || (!anyByte && wakes > 0)) {
      return limit;
    }
    if (anyByte) {
      return wire.quietFor(typed ? wire.pauses(3, 500, 3000) : wire.pauses(3, 1500, 5000));
    }
    Duration third = wire.options.prompt().dividedBy(3);
    Duration patience = Duration.ofSeconds(5);
    return wire.quietFor(third.compareTo(patience) < 0 ? third : patience);
  }

  private void take(int n) {
    anyByte = true;
    answered = true;
    byte[] piece = wire.piece;
    int at = 0;
    for (int i = 0; i < n; i++) {
      if (piece[i] == '\n') {
        keepRaw(at, i);
        wire.feedLine(piece, at, i - at);
        wire.forward(piece, at, i + 1 - at);
        endLine(wire.line.finish(), rawLine.toString());
        wire.startLine();
        rawLine.setLength(0);
        at = i + 1;
      }
    }
    keepRaw(at, n);
    wire.feedLine(piece, at, n - at);
    wire.forward(piece, at, n - at);
  }

  private void keepRaw(int from, int to) {
    if (typed && rawLine.length() < Wire.LONGEST_PROMPT * 8) {
      rawLine.append(new String(wire.piece, from, to - from, StandardCharsets.ISO_8859_1));
    }
  }

  private void endLine(String text, String raw) {
    lines++;
    above = text;
    if (!typed) {
      return;
    }
    if (step.isEmpty()) {
      if (wire.platform.modeOf(text).isPresent()) {
        echoSeen = true;
        echoed = text;
      }
    } else if (new Echo(step, typedAt).isIn(text, raw)) {
      String shown = text.stripTrailing();
      String before =
          shown.endsWith(step) ? shown.substring(0, shown.length() - step.length()) : typedAt;
      if (wire.platform.modeOf(before).isPresent()) {
        echoSeen = true;
        echoed = before;
      }
    }
  }

  /** How long the unfinished line has to stand before something is done about it. */
  private Duration quietBefore(String tail) {
    if (tail.isEmpty()) {
      return Duration.ofNanos(-1);
    }
    if (echoSeen && prompts.same(tail, echoed)) {
      return wire.pauses(3, 30, 2000);
    }
    if (wire.platform.modeOf(tail).isPresent()) {
      return typed ? wire.pauses(3, 1500, 5000) : wire.pauses(3, 50, 2000);
    }
    if (isPager(tail)) {
      return Duration.ofMillis(20);
    }
    if (asksWhoLogsIn(tail) || isDialog(tail)) {
      return wire.pauses(2, 50, 1000);
    }
    return Duration.ofNanos(-1);
  }

  private boolean isPager(String tail) {
    return wire.platform.pagers().stream().anyMatch(p -> p.prompt().matcher(tail).matches());
  }

  private boolean isDialog(String tail) {
    return wire.platform.dialogs().stream().anyMatch(d -> d.question().matcher(tail).find());
  }

  private boolean asksWhoLogsIn(String tail) {
    Platform.LoginQuestions asks = wire.platform.login();
    return asks != null
        && (asks.username().matcher(tail).find() || asks.password().matcher(tail).find());
  }

  /** Each word is given once: a second time would bring the account nearer to its lock. */
  private void logIn(String tail) throws IOException, Broken {
    Platform.LoginQuestions asks = Objects.requireNonNull(wire.platform.login());
    boolean name = asks.username().matcher(tail).find();
    Secret password = login.password();
    if (name ? usernameGiven : passwordGiven || password == null) {
      throw wire.broken(
          Cause.AUTHENTICATION_REFUSED,
          password == null
              ? "The device asks for a password in the terminal, and the login has none."
              : "The device refused user name or password in the terminal.",
          "the first prompt",
          "Check user name and password of the credential on the device.");
    }
    usernameGiven |= name;
    passwordGiven |= !name;
    wire.type(name || password == null ? login.username() : password.reveal());
  }

  /** The unfinished line has stood long enough; true when it is the prompt for certain. */
  private boolean act(String tail) throws IOException, Broken {
    if (echoSeen && prompts.same(tail, echoed)) {
      return knowsWhetherItEchoes(tail);
    }
    if (wire.platform.modeOf(tail).isPresent()) {
      return actOnLikeness(tail);
    }
    if (isPager(tail)) {
      answerPager(tail);
    } else if (asksWhoLogsIn(tail)) {
      logIn(tail);
    } else {
      answerDialog(tail);
    }
    return false;
  }

  /** An empty line says nothing about echo: then the first step is typed once more. */
  private boolean knowsWhetherItEchoes(String tail) throws IOException {
    if (!step.isEmpty() || firstStep.isEmpty()) {
      return true;
    }
    retyped = true;
    blindPrompt = tail;
    echoSeen = false;
    type(firstStep);
    return false;
  }

  private boolean actOnLikeness(String tail) throws IOException {
    if (!typed) {
      type(firstStep);
      return false;
    }
    if (!answered) {
      // The line was lost, or the device is slow; that says nothing about its echo.
      type("");
      return false;
    }
    // Something was typed, and what is there now is no answer that was expected: either the
    // device does not echo, or the prompt became another, or the likeness was a banner's.
    if ((retyped || blindLines > 1) && !echoSeen && prompts.same(tail, blindPrompt)) {
      // An empty line shows no echo anyway.
      echoes = firstStep.isEmpty();
      return true;
    }
    blindLines++;
    blindPrompt = tail;
    echoSeen = false;
    type("");
    return false;
  }

  private void type(String text) throws IOException {
    typed = true;
    answered = false;
    typedAt = wire.tail();
    step = text;
    wire.type(text);
  }

  private void answerPager(String tail) throws IOException, Broken {
    if (++pagers > MOST_PAGERS) {
      throw noPrompt();
    }
    for (Platform.Pager pager : wire.platform.pagers()) {
      if (pager.prompt().matcher(tail).matches()) {
        wire.answerPager(pager);
        return;
      }
    }
  }

  private void answerDialog(String tail) throws IOException, Broken {
    if (++dialogs > MOST_DIALOGS) {
      throw noPrompt();
    }
    for (Platform.Dialog dialog : wire.platform.dialogs()) {
      if (dialog.question().matcher(tail).find()) {
        wire.press(dialog.answer());
        return;
      }
    }
  }

  private Broken noPrompt() {
    String seen =
        !anyByte
            ? "The device sent nothing after the login"
            : "No prompt was recognised in " + lines + " lines after the login";
    String name = wire.platform.name();
    return wire.broken(
        Cause.NO_PROMPT,
        seen + " within " + wire.options.prompt().toSeconds() + " s.",
        "a prompt of " + name + " (" + patterns() + ")",
        new String(wire.lastBytes(4000), StandardCharsets.UTF_8).isBlank()
            ? "Check that the user may open a command line on the device."
            : "Check that the device's platform is " + name + ", and compare its prompt.");
  }

  private String patterns() {
    return String.join(
        ", ", wire.platform.modes().stream().map(mode -> mode.prompt().pattern()).toList());
  }
}
