package io.netauto.server.commands;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** Whether commands only read, or may change the device. */
public enum Mode {
  READ,
  CHANGE;

  /** The name in the API and in the database: {@code read}, {@code change}. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  public static Mode of(String wireName) {
    return Arrays.stream(values())
        .filter(m -> m.wireName().equals(wireName))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no mode \"%s\": use read or change.".formatted(wireName)));
  }
}
