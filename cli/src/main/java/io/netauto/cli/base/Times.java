package io.netauto.cli.base;

import io.netauto.cli.server.Json;
import io.netauto.cli.term.When;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.JsonNode;

/** Times in documents, in words, and durations on the command line. */
public final class Times {
  private Times() {}

  /** How long ago a field's time was; empty without one. */
  public static String ago(JsonNode node, String field) {
    Instant time = Json.time(node, field);
    return time == null ? "" : When.ago(time, Instant.now());
  }

  /** A field's time in the user's zone; empty without one. */
  public static String at(JsonNode node, String field) {
    Instant time = Json.time(node, field);
    return time == null ? "" : When.at(time);
  }

  /** Both: {@code 2026-01-01 10:00:00 +01:00 (5 min ago)}. */
  public static String atAndAgo(JsonNode node, String field) {
    String at = at(node, field);
    return at.isEmpty() ? "" : at + " (" + ago(node, field) + ")";
  }

  /** Reads {@code 30}, {@code 30s}, {@code 5m}, {@code 12h} and {@code 90d}. */
  public static final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      if (!text.matches("[1-9]\\d{0,8}[smhd]?")) {
        throw new TypeConversionException(
            "'" + text + "' is not a duration; expected for example 30s, 5m, 12h or 90d");
      }
      String digits = text.replaceAll("\\D", "");
      long count = Long.parseLong(digits);
      return switch (text.substring(digits.length())) {
        case "m" -> Duration.ofMinutes(count);
        case "h" -> Duration.ofHours(count);
        case "d" -> Duration.ofDays(count);
        default -> Duration.ofSeconds(count);
      };
    }
  }
}
