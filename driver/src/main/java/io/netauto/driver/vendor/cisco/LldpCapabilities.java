package io.netauto.driver.vendor.cisco;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The letters for what an LLDP neighbour can do. */
public final class LldpCapabilities {
  private static final Map<String, String> BY_LETTER =
      Map.of(
          "o", "other",
          "p", "repeater",
          "b", "bridge",
          "w", "wlan-access-point",
          "r", "router",
          "t", "telephone",
          "c", "docsis-cable-device",
          "s", "station");

  private LldpCapabilities() {}

  /** The names of {@code B,R}, in alphabetical order; a letter that is not known stays a letter. */
  public static List<String> names(String letters) {
    return Stream.of(letters.strip().toLowerCase(Locale.ROOT).split(",", -1))
        .map(String::strip)
        .filter(letter -> !letter.isEmpty())
        .map(letter -> BY_LETTER.getOrDefault(letter, letter))
        .sorted()
        .toList();
  }
}
