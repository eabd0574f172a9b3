package io.netauto.driver.detect;

import io.netauto.driver.Failure;
import io.netauto.driver.platform.Platform.Evidence;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about a device's platform.
 *
 * @param candidates the platforms that something speaks for, the best first
 * @param commands the commands that were run on the device, at most two
 * @param stoppedBy why no more could be found out; null when nothing stopped it. The candidates
 *     then rest on what was seen until that point
 */
public record Detected(
    List<Candidate> candidates, List<String> commands, @Nullable Failure stoppedBy) {
  private static final int SURE = 50;
  private static final int LEAD = 20;

  public Detected {
    candidates = List.copyOf(candidates);
    commands = List.copyOf(commands);
  }

  /** The first candidate when it has a score of 50 or more and leads by 20 or more. */
  public Optional<Candidate> best() {
    return best(candidates);
  }

  static Optional<Candidate> best(List<Candidate> sorted) {
    if (sorted.isEmpty() || sorted.getFirst().score() < SURE) {
      return Optional.empty();
    }
    int next = sorted.size() > 1 ? sorted.get(1).score() : 0;
    return sorted.getFirst().score() - next >= LEAD
        ? Optional.of(sorted.getFirst())
        : Optional.empty();
  }

  /**
   * A platform that the device may have.
   *
   * @param score 1 to 100
   */
  public record Candidate(String platform, int score, List<Found> evidence) {
    public Candidate {
      evidence = List.copyOf(evidence);
    }
  }

  /**
   * A piece of evidence that was found.
   *
   * @param command whose output it is; empty unless it was found in one
   * @param line the line in which it was found, at most 200 characters of it
   * @param points 1 to 100
   */
  public record Found(
      Evidence.Where where, String command, String line, String pattern, int points) {}
}
