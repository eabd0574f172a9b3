package io.netauto.server.runs.web;

import io.netauto.server.runs.Job;
import io.netauto.server.runs.JobQuery;
import io.netauto.server.web.Page;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The jobs, newest first.
 *
 * @param trail the cursors of the pages before; the first page has none
 */
public record JobListPage(Page<Job> jobs, JobQuery query, List<String> trail) {
  public static final List<String> STATUSES =
      List.of("running", "queued", "scheduled", "success", "partial", "failed", "cancelled");

  private static final String PATH = "/jobs";
  private static final int TRAIL_LIMIT = 12;
  static final String TRAIL_MARK = "~";

  public JobListPage {
    trail = List.copyOf(trail);
  }

  /** Whether a job that is shown still goes on, so that the page is worth asking for again. */
  public boolean isMoving() {
    return jobs.items().stream().anyMatch(job -> !job.isFinal());
  }

  public boolean narrows() {
    return query.status() != null
        || query.requester() != null
        || query.schedule() != null
        || !query.text().isBlank();
  }

  public String here() {
    return url(
        query.status(), query.requester(), query.schedule(), query.text(), query.cursor(), trail);
  }

  public String withStatus(@Nullable String other) {
    return url(other, query.requester(), query.schedule(), query.text(), null, List.of());
  }

  public String withoutRequester() {
    return url(query.status(), null, query.schedule(), query.text(), null, List.of());
  }

  public String withoutSchedule() {
    return url(query.status(), query.requester(), null, query.text(), null, List.of());
  }

  public String ofRequester(String name) {
    return url(query.status(), name, query.schedule(), query.text(), null, List.of());
  }

  public @Nullable String next() {
    String next = jobs.next();
    if (next == null) {
      return null;
    }
    List<String> behind = new ArrayList<>(trail);
    behind.add(query.cursor() == null ? "" : query.cursor());
    if (behind.size() > TRAIL_LIMIT) {
      behind.removeFirst();
    }
    return url(query.status(), query.requester(), query.schedule(), query.text(), next, behind);
  }

  /** The page before, or the first when the way back is not known; null on the first. */
  public @Nullable String previous() {
    if (query.cursor() == null) {
      return null;
    }
    String to = trail.isEmpty() ? "" : trail.getLast();
    return url(
        query.status(),
        query.requester(),
        query.schedule(),
        query.text(),
        to.isEmpty() ? null : to,
        trail.isEmpty() ? List.of() : trail.subList(0, trail.size() - 1));
  }

  private static String url(
      @Nullable String status,
      @Nullable String requester,
      @Nullable Long schedule,
      String text,
      @Nullable String cursor,
      List<String> trail) {
    List<String> parts = new ArrayList<>();
    add(parts, "status", status);
    add(parts, "requester", requester);
    add(parts, "schedule", schedule == null ? null : schedule.toString());
    add(parts, "q", text);
    add(parts, "cursor", cursor);
    if (cursor != null) {
      add(parts, "back", String.join(TRAIL_MARK, trail));
    }
    return parts.isEmpty() ? PATH : PATH + "?" + String.join("&", parts);
  }

  private static void add(List<String> parts, String name, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      parts.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
  }
}
