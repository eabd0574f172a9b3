package io.netauto.server.runs;

import java.util.List;

/**
 * A piece of a run's lines.
 *
 * @param more whether finished lines follow
 */
public record RunLines(List<RunLine> lines, boolean more) {
  public RunLines {
    lines = List.copyOf(lines);
  }
}
