package io.netauto.server.web;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a page of a list ended: the sort values of its last item, opaque to the client. It is of
 * use for the order it was made in only.
 */
public final class Cursor {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Cursor() {}

  public static String encode(String order, String... values) {
    byte[] json = JSON.writeValueAsBytes(List.of(order, List.of(values)));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json);
  }

  /**
   * The values of a cursor that was made in this order.
   *
   * @throws ProblemException of kind MALFORMED for anything else
   */
  public static List<String> decode(String cursor, String order, int count) {
    try {
      String json = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      @Nullable Content content = JSON.readValue(json, Content.class);
      if (content != null
          && order.equals(content.order())
          && content.values() != null
          && content.values().size() == count
          && content.values().stream().noneMatch(Objects::isNull)) {
        return content.values().stream().map(Objects::requireNonNull).toList();
      }
    } catch (IllegalArgumentException | JacksonException e) {
      // Told below.
    }
    throw bad();
  }

  @com.fasterxml.jackson.annotation.JsonFormat(
      shape = com.fasterxml.jackson.annotation.JsonFormat.Shape.ARRAY)
  private record Content(@Nullable String order, @Nullable List<@Nullable String> values) {}

  /** A value that is a number. */
  public static long number(String value) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw bad();
    }
  }

  /** A value that is a time. */
  public static Instant time(String value) {
    try {
      return Instant.parse(value);
    } catch (DateTimeException e) {
      throw bad();
    }
  }

  private static ProblemException bad() {
    return new ProblemException(
        ProblemException.Kind.MALFORMED,
        "bad_cursor",
        "This cursor is not one of this list. Begin with the first page, without a cursor.");
  }
}
