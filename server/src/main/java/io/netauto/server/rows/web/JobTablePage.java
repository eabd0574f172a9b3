package io.netauto.server.rows.web;

import io.netauto.server.rows.JobRows;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of the table of a job's devices.
 *
 * @param text only rows with it; empty for all
 * @param without runs of this piece that have no rows
 * @param looked how many runs this piece is from
 * @param next the cursor of the next piece; null at the end
 * @param first whether nothing comes before
 */
public record JobTablePage(
    JobRows.Head head,
    String text,
    List<TableLine> lines,
    List<Without> without,
    int looked,
    @Nullable String next,
    boolean first) {
  public JobTablePage {
    lines = List.copyOf(lines);
    without = List.copyOf(without);
  }

  /** A device without rows, and why. */
  public record Without(long run, String device, String reason) {}

  public String words() {
    return head.commands().isEmpty() ? "" : head.commands().get(head.command());
  }

  /** The page of a command, from its beginning. */
  public String path(int command) {
    return "/jobs/" + head.job().id() + "/table?command=" + command;
  }

  public String narrowed() {
    return text.isEmpty() ? path(head.command()) : path(head.command()) + "&q=" + encode(text);
  }

  public @Nullable String nextPath() {
    return next == null ? null : narrowed() + "&cursor=" + encode(next);
  }

  /** The reason that all of them have; null when there are several, or rows. */
  public @Nullable String commonReason() {
    List<String> reasons = without.stream().map(Without::reason).distinct().toList();
    return lines.isEmpty() && reasons.size() == 1 ? reasons.getFirst() : null;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
