package io.netauto.driver.session;

import io.netauto.driver.platform.Platform;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says what the unfinished line is, and how long it has to stand before that is believed. */
final class Judge {
  private static final Pattern DIGITS = Pattern.compile("\\d++");
  private static final Verdict NOTHING = new Verdict.Nothing();

  private final Wire wire;
  private final Prompts prompts;
  private final CommandStream stream;
  private final Answers answers;
  private final boolean silent;
  private String pagerMet = "";

  /** What is to be done once the device has been quiet for {@link #quiet()}. */
  sealed interface Verdict {
    Duration quiet();

    /** Nothing is known: wait for more. */
    record Nothing() implements Verdict {
      @Override
      public Duration quiet() {
        return Duration.ZERO;
      }
    }

    /** The output is over, and this is the prompt. */
    record End(Duration quiet, String prompt) implements Verdict {}

    /** This may be the prompt; an empty line will show. */
    record Probe(Duration quiet, String prompt) implements Verdict {}

    record Pager(Duration quiet, Platform.Pager pager) implements Verdict {}

    record Question(Duration quiet, Answers.Keys keys) implements Verdict {}

    /** The device waits for an answer that nobody has. */
    record Unanswerable(Duration quiet) implements Verdict {}
  }

  /**
   * @param silent a set-up step: its output is nobody's result, so its end needs no proof
   */
  Judge(Wire wire, Prompts prompts, CommandStream stream, Answers answers, boolean silent) {
    this.wire = wire;
    this.prompts = prompts;
    this.stream = stream;
    this.answers = answers;
    this.silent = silent;
  }

  Verdict judge(@Nullable String probed) {
    String tail = wire.tail();
    Held held = stream.held();
    if (held != null && stream.atPrompt()) {
      return atPrompt(held, tail, probed);
    }
    if (!stream.inOutput()) {
      return stream.linesBeforeEcho() && prompts.knows(tail)
          ? new Verdict.Probe(wire.pauses(3, 1000, 5000), tail)
          : NOTHING;
    }
    return tail.isEmpty() || !wire.line.atBorder() ? NOTHING : inOutput(tail);
  }

  private Verdict atPrompt(Held held, String prompt, @Nullable String probed) {
    if (probed != null && stream.probing() && stream.answeredWith(probed)) {
      return answered(probed);
    }
    if (!held.hasLineBehindPrompt()) {
      if (probed != null && stream.probing()) {
        return NOTHING;
      }
      if (wire.platform.modeOf(prompt).filter(Platform.Mode::enterActs).isPresent()) {
        return new Verdict.End(wire.pauses(5, 1000, 5000), prompt);
      }
      return silent && !stream.lookedLikePrompt()
          ? new Verdict.End(wire.pauses(2, 5, 1000), prompt)
          : new Verdict.Probe(
              stream.lookedLikePrompt() ? wire.pauses(3, 100, 3000) : wire.pauses(2, 10, 1000),
              prompt);
    }
    String again = held.tail(wire.options.charset());
    boolean another = prompts.knows(again) && !prompts.same(again, prompt);
    if (another || waitsForKeys(again)) {
      // So the line before was none of the session's prompts.
      stream.release();
      return judge(probed);
    }
    if (prompts.knows(again)) {
      return new Verdict.Probe(wire.pauses(3, 100, 3000), again);
    }
    return probed != null && again.isBlank() && !stream.probing()
        ? NOTHING
        : new Verdict.Probe(wire.pauses(3, 500, 3000), probed == null ? prompt : probed);
  }

  /** The prompt came back; the blanks that were typed at it say whether that is the answer. */
  private Verdict answered(String prompt) {
    if (stream.showedBlanks()) {
      return new Verdict.End(wire.pauses(1, 2, 500), prompt);
    }
    Boolean shown = prompts.showsBlanks(prompt);
    if (shown == null) {
      Duration quiet = wire.pauses(3, 300, 3000);
      return stream.probes() > 1
          ? new Verdict.End(quiet, prompt)
          : new Verdict.Probe(quiet, prompt);
    }
    return shown
        ? new Verdict.Probe(wire.pauses(3, 500, 3000), prompt)
        : new Verdict.End(wire.pauses(1, 2, 500), prompt);
  }

  private boolean waitsForKeys(String tail) {
    return !tail.isBlank() && (pager(tail).isPresent() || answers.to(tail).isPresent());
  }

  private Optional<Platform.Pager> pager(String tail) {
    List<Platform.Pager> pagers = wire.platform.pagers();
    for (int i = 0; i < pagers.size(); i++) {
      if (pagers.get(i).prompt().matcher(tail).matches()) {
        return Optional.of(pagers.get(i));
      }
    }
    return Optional.empty();
  }

  /** A pager that was not met yet may still be drawn in part. */
  private Duration quietAtPager(String tail) {
    String form = DIGITS.matcher(tail).replaceAll("0");
    return form.equals(pagerMet) ? Duration.ofMillis(10) : wire.pauses(3, 100, 1000);
  }

  /** The pager was answered; from now on it is known how it looks when it is whole. */
  void met(String pager) {
    pagerMet = DIGITS.matcher(pager).replaceAll("0");
  }

  private Verdict inOutput(String tail) {
    Optional<Platform.Pager> pager = pager(tail);
    if (pager.isPresent()) {
      return new Verdict.Pager(quietAtPager(tail), pager.get());
    }
    if (answers.unheard(wire.received())) {
      return NOTHING;
    }
    Optional<Answers.Keys> keys = answers.to(tail);
    if (keys.isPresent()) {
      return new Verdict.Question(wire.pauses(2, 50, 1000), keys.get());
    }
    Optional<Platform.Mode> mode = wire.platform.modeOf(tail);
    if (mode.isPresent()) {
      return mode.get().enterActs()
          ? new Verdict.End(wire.pauses(5, 1000, 5000), tail)
          : new Verdict.Probe(wire.pauses(3, 100, 3000), tail);
    }
    if (answers.askedBefore(tail) || (silent && Questions.looksLikeOne(tail))) {
      return new Verdict.Unanswerable(wire.pauses(3, 1000, 3000));
    }
    String glued = prompts.gluedTo(tail);
    return glued.isEmpty() ? NOTHING : new Verdict.Probe(wire.pauses(3, 150, 3000), glued);
  }
}
