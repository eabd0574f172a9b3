package io.netauto.server.runs;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of what a run of a job said, after the piece before.
 *
 * @param entry the position in the run's log up to which it goes
 * @param partial the unfinished line after them, which the next piece replaces
 */
public record RunOutput(
    long run, String hostname, int entry, List<RunLine> lines, @Nullable RunLine partial) {
  public RunOutput {
    lines = List.copyOf(lines);
  }
}
