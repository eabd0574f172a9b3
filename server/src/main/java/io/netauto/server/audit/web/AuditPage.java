package io.netauto.server.audit.web;

import io.netauto.server.audit.AuditLog;
import io.netauto.server.audit.AuditRow;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the page of the trail shows.
 *
 * @param first whether it is the first page
 * @param problem what is wrong with the filter; null for nothing
 */
public record AuditPage(
    AuditFilter filter,
    AuditLog.Rows rows,
    boolean first,
    boolean superuser,
    @Nullable String problem) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** Outcomes with the state that draws them. */
  private static final Map<String, String> STATES =
      Map.of("ok", "ok", "refused", "cancelled", "failed", "error");

  public List<String> outcomes() {
    return List.of("ok", "refused", "failed");
  }

  public static String state(String outcome) {
    return STATES.getOrDefault(outcome, "pending");
  }

  /** The page of the thing that a row is about; null where there is none. */
  public static @Nullable String link(AuditRow row) {
    if (!row.objectId().matches("[0-9]{1,18}") || row.action().endsWith(".delete")) {
      return null;
    }
    return switch (row.kind()) {
      case "device" -> "/devices/" + row.objectId();
      case "run" -> "/runs/" + row.objectId();
      case "job" -> "/jobs/" + row.objectId();
      case "group" -> "/groups/" + row.objectId();
      default -> null;
    };
  }

  /** The details, a name and a value to a line. */
  public static String pretty(AuditRow row) {
    return row.details().equals("{}") ? "" : JSON.writeValueAsString(JSON.readTree(row.details()));
  }

  /** The details in a few words, for the list. */
  public static String brief(AuditRow row) {
    String text = row.details().equals("{}") ? "" : row.details();
    String plain = text.length() < 2 ? "" : text.substring(1, text.length() - 1).replace("\"", "");
    return plain.length() <= 120 ? plain : plain.substring(0, 119) + "…";
  }
}
