package io.netauto.server.audit.web;

import io.netauto.server.audit.AuditQuery;
import io.netauto.server.web.ProblemException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** What is asked of the trail, as it stands in an address. */
public record AuditFilter(Map<String, String> values) {
  static final String PATH = "/settings/audit";

  /** By their names in addresses, with what they are called on the page. */
  public static final Map<String, String> FIELDS = fields();

  private static Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("action", "Action");
    fields.put("person", "Person");
    fields.put("outcome", "Outcome");
    fields.put("kind", "Kind of thing");
    fields.put("id", "Its number");
    fields.put("name", "Its name");
    fields.put("address", "Address");
    fields.put("request", "Request id");
    fields.put("from", "From");
    fields.put("to", "To");
    fields.put("scope", "Scope");
    return fields;
  }

  public AuditFilter {
    values = Map.copyOf(values);
  }

  /**
   * @param others names besides those of the filter that are allowed
   */
  static AuditFilter of(MultiValueMap<String, String> parameters, List<String> others) {
    Map<String, String> values = new LinkedHashMap<>();
    parameters.forEach(
        (name, all) -> {
          String value = all.getFirst();
          if (name.equals("q") || FIELDS.containsKey(name)) {
            if (value != null && !value.isBlank()) {
              values.put(name, value.strip());
            }
          } else if (!others.contains(name)) {
            throw ProblemException.invalid(
                name,
                "There is no filter \"%s\". Known: q, %s."
                    .formatted(name, String.join(", ", FIELDS.keySet())));
          }
        });
    return new AuditFilter(values);
  }

  public String value(String name) {
    return values.getOrDefault(name, "");
  }

  public boolean narrows() {
    return !values.isEmpty();
  }

  public String without(String name) {
    Map<String, String> rest = new LinkedHashMap<>(values);
    rest.remove(name);
    return url(PATH, rest, null);
  }

  public String with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(values);
    more.put(name, value);
    return url(PATH, more, null);
  }

  public String next(String cursor) {
    return url(PATH, values, cursor);
  }

  public String first() {
    return url(PATH, values, null);
  }

  public String export(String format) {
    Map<String, String> more = new LinkedHashMap<>(values);
    more.put("format", format);
    return url("/api/v1/audit/export", more, null);
  }

  private static String url(String path, Map<String, String> values, @Nullable String cursor) {
    Map<String, String> all = new LinkedHashMap<>(values);
    if (cursor != null) {
      all.put("cursor", cursor);
    }
    return all.isEmpty()
        ? path
        : path
            + all.entrySet().stream()
                .map(
                    e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .sorted()
                .collect(Collectors.joining("&", "?", ""));
  }

  AuditQuery query() {
    String scope = value("scope");
    if (!scope.isEmpty() && !scope.equals("server")) {
      throw ProblemException.invalid("scope", "The only scope is server: rows of no customer.");
    }
    return new AuditQuery(
        value("q"),
        value("action"),
        value("person"),
        value("outcome"),
        value("kind"),
        value("id"),
        value("name"),
        value("address"),
        value("request"),
        time("from"),
        time("to"),
        scope.equals("server"));
  }

  /** A time with its zone, one without (UTC), or a day. */
  private @Nullable Instant time(String name) {
    String text = value(name);
    if (text.isEmpty()) {
      return null;
    }
    try {
      if (text.endsWith("Z")) {
        return Instant.parse(text);
      }
      return text.contains("T")
          ? LocalDateTime.parse(text).toInstant(ZoneOffset.UTC)
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      throw ProblemException.invalid(
          name, "\"%s\" is not a time: write 2026-03-01 or 2026-03-01T12:00:00Z.".formatted(text));
    }
  }
}
