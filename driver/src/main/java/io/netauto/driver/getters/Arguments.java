package io.netauto.driver.getters;

import java.util.Map;

/**
 * The arguments of a getter, by NAPALM's names: {@code vrf}, {@code destination}, {@code
 * sanitized}, ...
 */
public record Arguments(Map<String, String> values) {
  private static final Arguments NONE = new Arguments(Map.of());

  public Arguments {
    values = Ordered.copy(values);
  }

  public static Arguments none() {
    return NONE;
  }

  /** The value of an argument, or {@code otherwise} when it was not given. */
  public String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  /** Whether the argument was given as {@code true}. */
  public boolean flag(String name) {
    return Boolean.parseBoolean(values.get(name));
  }
}
