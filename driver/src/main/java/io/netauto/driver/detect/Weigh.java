package io.netauto.driver.detect;

import io.netauto.driver.detect.Detected.Candidate;
import io.netauto.driver.detect.Detected.Found;
import io.netauto.driver.platform.LimitedText;
import io.netauto.driver.platform.Platform;
import io.netauto.driver.platform.Platform.Evidence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Weighs what a device has shown against the evidence that the platforms name.
 *
 * <p>Pieces of evidence add up like independent witnesses: two of 50 make 75. Of several in one
 * place only the best counts, because they are mostly the same words seen twice. A prompt that the
 * platform knows is weak evidence, and the weaker the more platforms know it; a prompt that it does
 * not know halves what else was found.
 */
final class Weigh {
  private static final long MOST_STEPS = 5_000_000;
  private static final int LONGEST_LINE = 2000;
  private static final int SHOWN = 200;
  private static final int PROMPT_POINTS = 30;

  private final Collection<Platform> platforms;

  Weigh(Collection<Platform> platforms) {
    this.platforms = platforms;
  }

  /** The platforms that something speaks for, the best first. */
  List<Candidate> candidates(Seen seen) {
    long knowing = platforms.stream().filter(p -> knowsPrompt(p, seen)).count();
    List<Candidate> candidates = new ArrayList<>();
    for (Platform platform : platforms) {
      List<Found> found = new ArrayList<>();
      for (Evidence evidence : platform.detection()) {
        find(evidence, seen).ifPresent(found::add);
      }
      boolean knowsPrompt = knowsPrompt(platform, seen);
      prompt(platform, seen.prompt(), knowing).ifPresent(found::add);
      int score = score(found, knowsPrompt || seen.prompt().isEmpty());
      if (score > 0) {
        candidates.add(new Candidate(platform.id(), score, found));
      }
    }
    candidates.sort(
        Comparator.comparingInt(Candidate::score).reversed().thenComparing(Candidate::platform));
    return candidates;
  }

  static boolean knowsPrompt(Platform platform, Seen seen) {
    return !seen.prompt().isEmpty() && platform.modeOf(seen.prompt()).isPresent();
  }

  private static int score(List<Found> found, boolean promptFits) {
    double doubt = 1;
    for (Found piece : found) {
      boolean best =
          found.stream()
              .filter(other -> other.where() == piece.where())
              .filter(other -> other.command().equals(piece.command()))
              .noneMatch(other -> isBefore(found, other, piece));
      if (best) {
        doubt *= 1 - piece.points() / 100.0;
      }
    }
    double score = 100 * (1 - doubt);
    return (int) Math.round(promptFits ? score : score / 2);
  }

  private static boolean isBefore(List<Found> found, Found other, Found piece) {
    return other.points() > piece.points()
        || (other.points() == piece.points() && found.indexOf(other) < found.indexOf(piece));
  }

  private static Optional<Found> prompt(Platform platform, String prompt, long knowing) {
    int points = knowing == 0 ? 0 : (int) (PROMPT_POINTS / knowing);
    return points == 0
        ? Optional.empty()
        : platform
            .modeOf(prompt)
            .map(
                mode ->
                    new Found(Evidence.Where.PROMPT, "", prompt, mode.prompt().pattern(), points));
  }

  private static Optional<Found> find(Evidence evidence, Seen seen) {
    String text =
        switch (evidence.where()) {
          case IDENT -> seen.ident();
          case BANNER -> seen.banner();
          case PROMPT -> seen.prompt();
          case OUTPUT -> seen.outputs().getOrDefault(evidence.command(), "");
        };
    return text.isEmpty()
        ? Optional.empty()
        : lineWith(evidence.pattern(), text)
            .map(
                line ->
                    new Found(
                        evidence.where(),
                        evidence.command(),
                        line,
                        evidence.pattern().pattern(),
                        evidence.score()));
  }

  /** The line that the pattern finds, or the one in which it begins to be found. */
  private static Optional<String> lineWith(Pattern pattern, String text) {
    for (String line : text.lines().toList()) {
      if (line.length() <= LONGEST_LINE
          && found(pattern.matcher(new LimitedText(line, MOST_STEPS)))) {
        return Optional.of(shown(line));
      }
    }
    Matcher whole = pattern.matcher(new LimitedText(text, MOST_STEPS));
    if (!found(whole)) {
      return Optional.empty();
    }
    int from = text.lastIndexOf('\n', Math.max(0, whole.start() - 1)) + 1;
    int to = text.indexOf('\n', from);
    return Optional.of(shown(text.substring(from, to < 0 ? text.length() : to)));
  }

  private static boolean found(Matcher matcher) {
    try {
      return matcher.find();
    } catch (LimitedText.TooManySteps | StackOverflowError e) {
      return false;
    }
  }

  private static String shown(String line) {
    String stripped = line.strip();
    return stripped.length() <= SHOWN ? stripped : stripped.substring(0, SHOWN);
  }
}
