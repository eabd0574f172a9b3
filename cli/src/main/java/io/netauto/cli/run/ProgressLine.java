package io.netauto.cli.run;

import io.netauto.cli.base.Times;
import io.netauto.cli.server.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** How far a job is, in one line. */
final class ProgressLine {
  private static final int WIDEST_BAR = 30;
  private static final int NARROWEST_BAR = 5;

  private ProgressLine() {}

  /**
   * With a bar that takes what is left of the width.
   *
   * @param perSecond how many runs end in a second; 0 when not known
   */
  static String bar(JsonNode job, double perSecond, int width) {
    long total = JobWords.total(job);
    if (total == 0 || (JobWords.done(job) == 0 && isWaiting(job))) {
      return plain(job, perSecond);
    }
    String name = "Job " + Json.text(job, "id") + " ";
    String figures = String.join("  ", figures(job, perSecond));
    int room = Math.min(WIDEST_BAR, width - name.length() - figures.length() - 3);
    if (room < NARROWEST_BAR) {
      return name + figures;
    }
    int full = (int) (Math.min(JobWords.done(job), total) * room / total);
    return name + "█".repeat(full) + "░".repeat(room - full) + " " + figures;
  }

  /** Without a bar, for a log. */
  static String plain(JsonNode job, double perSecond) {
    String name = "Job " + Json.text(job, "id") + ": ";
    if (Json.text(job, "status").equals("scheduled")) {
      return name + "scheduled for " + Times.at(job, "dueAt");
    }
    return name + (isWaiting(job) ? "queued, " : "") + String.join(", ", figures(job, perSecond));
  }

  private static boolean isWaiting(JsonNode job) {
    String status = Json.text(job, "status");
    return status.equals("scheduled") || status.equals("queued");
  }

  private static List<String> figures(JsonNode job, double perSecond) {
    long total = JobWords.total(job);
    long done = JobWords.done(job);
    List<String> figures = new ArrayList<>();
    figures.add(done + "/" + total);
    figures.add(JobWords.count(job, "ok") + " ok");
    figures.add(JobWords.failed(job) + " failed");
    if (JobWords.count(job, "cancelled") > 0) {
      figures.add(JobWords.count(job, "cancelled") + " cancelled");
    }
    if (perSecond > 0) {
      figures.add(rate(perSecond));
      if (done < total) {
        figures.add("ETA " + span((long) Math.ceil((total - done) / perSecond)));
      }
    }
    if (job.path("cancelAsked").asBoolean(false)) {
      figures.add("cancelling");
    }
    return figures;
  }

  private static String rate(double perSecond) {
    if (perSecond >= 10) {
      return String.format(Locale.ROOT, "%.0f/s", perSecond);
    }
    return perSecond >= 0.5
        ? String.format(Locale.ROOT, "%.1f/s", perSecond)
        : String.format(Locale.ROOT, "%.1f/min", perSecond * 60);
  }

  static String span(long seconds) {
    if (seconds < 60) {
      return seconds + " s";
    }
    return seconds < 3600
        ? seconds / 60 + " min " + seconds % 60 + " s"
        : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
  }
}
