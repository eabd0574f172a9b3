package io.netauto.server.runs.web;

import io.netauto.server.inventory.Device;
import io.netauto.server.runs.Run;
import io.netauto.server.runs.RunStatus;
import io.netauto.server.web.Page;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The runs, newest first.
 *
 * @param device only this device's; null for all
 * @param status only these; null for all
 * @param trail the cursors of the pages before; the first page has none
 * @param embedded whether it stands in a page of another thing
 */
public record RunListPage(
    Page<Run> runs,
    @Nullable Device device,
    @Nullable RunStatus status,
    @Nullable String cursor,
    List<String> trail,
    boolean embedded) {
  private static final String PATH = "/runs";
  private static final int TRAIL_LIMIT = 12;
  private static final String TRAIL_MARK = "~";

  public RunListPage {
    trail = List.copyOf(trail);
  }

  /** Whether a run that is shown still goes on, so that the page is worth asking for again. */
  public boolean isMoving() {
    return runs.items().stream().anyMatch(r -> !r.status().isFinal());
  }

  public boolean narrows() {
    return device != null || status != null;
  }

  public String here() {
    return url(status, cursor, trail);
  }

  public String withStatus(@Nullable RunStatus other) {
    return url(other, null, List.of());
  }

  public @Nullable String next() {
    String next = runs.next();
    if (next == null) {
      return null;
    }
    List<String> behind = new ArrayList<>(trail);
    behind.add(cursor == null ? "" : cursor);
    if (behind.size() > TRAIL_LIMIT) {
      behind.removeFirst();
    }
    return url(status, next, behind);
  }

  public @Nullable String previous() {
    if (cursor == null) {
      return null;
    }
    if (trail.isEmpty()) {
      return url(status, null, List.of());
    }
    String to = trail.getLast();
    return url(status, to.isEmpty() ? null : to, trail.subList(0, trail.size() - 1));
  }

  private String url(@Nullable RunStatus status, @Nullable String cursor, List<String> trail) {
    List<String> parts = new ArrayList<>();
    if (device != null) {
      parts.add("device=" + device.id());
    }
    if (status != null) {
      parts.add("status=" + status.code());
    }
    if (cursor != null) {
      parts.add("cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8));
      if (!trail.isEmpty()) {
        parts.add(
            "back=" + URLEncoder.encode(String.join(TRAIL_MARK, trail), StandardCharsets.UTF_8));
      }
    }
    return parts.isEmpty() ? PATH : PATH + "?" + String.join("&", parts);
  }
}
