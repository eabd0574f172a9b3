package io.netauto.driver.getters.text;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** MAC addresses in the form {@code 00:1C:73:00:00:01}. */
public final class MacAddress {
  private static final Pattern SIX =
      Pattern.compile(
          "([0-9a-fA-F]{1,2})([:-])" + "([0-9a-fA-F]{1,2})\\2".repeat(4) + "([0-9a-fA-F]{1,2})");
  private static final Pattern THREE =
      Pattern.compile("([0-9a-fA-F]{1,4})([.:-])([0-9a-fA-F]{1,4})\\2([0-9a-fA-F]{1,4})");
  private static final Pattern TWO = Pattern.compile("([0-9a-fA-F]{5,6})-([0-9a-fA-F]{5,6})");
  private static final Pattern ONE = Pattern.compile("[0-9a-fA-F]{11,12}");
  private static final Pattern CUT_OFF = Pattern.compile("(?:[0-9a-fA-F]{1,2}:){1,5}");

  private MacAddress() {}

  /**
   * The address in normal form, or nothing when this is none. Understood are six groups with colons
   * or hyphens, three with dots, colons or hyphens, two with a hyphen, and bare digits; groups may
   * lack leading zeros. An address that is cut off behind a colon is filled with zeros.
   */
  public static Optional<String> parse(String raw) {
    String text = raw.strip();
    if (CUT_OFF.matcher(text).matches()) {
      String digits = text.replace(":", "");
      return Optional.of(colons(digits + "0".repeat(12 - digits.length())));
    }
    Matcher six = SIX.matcher(text);
    if (six.matches()) {
      StringBuilder digits = new StringBuilder();
      for (int group : new int[] {1, 3, 4, 5, 6, 7}) {
        digits.append(filled(six.group(group), 2));
      }
      return Optional.of(colons(digits.toString()));
    }
    Matcher three = THREE.matcher(text);
    if (three.matches()) {
      return Optional.of(
          colons(
              filled(three.group(1), 4) + filled(three.group(3), 4) + filled(three.group(4), 4)));
    }
    Matcher two = TWO.matcher(text);
    if (two.matches()) {
      return Optional.of(colons(filled(two.group(1), 6) + filled(two.group(2), 6)));
    }
    return ONE.matcher(text).matches() ? Optional.of(colons(filled(text, 12))) : Optional.empty();
  }

  private static String filled(String group, int length) {
    return "0".repeat(length - group.length()) + group;
  }

  private static String colons(String digits) {
    StringBuilder colons = new StringBuilder(17);
    for (int i = 0; i < digits.length(); i += 2) {
      colons.append(i == 0 ? "" : ":").append(digits, i, i + 2);
    }
    return colons.toString().toUpperCase(Locale.ROOT);
  }
}
