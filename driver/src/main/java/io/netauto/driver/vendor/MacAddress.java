package io.netauto.driver.vendor;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** MAC addresses in the form {@code 00:1C:73:00:00:01}. */
public final class MacAddress {
  private static final Pattern BARE = Pattern.compile("[0-9A-F]{12}");
  private static final Pattern SEPARATOR = Pattern.compile("[:.-]");
  private static final Pattern HEX = Pattern.compile("[0-9A-F]{1,6}");

  private MacAddress() {}

  /** The address in the common form; nothing when the text is no MAC address. */
  public static Optional<String> of(String written) {
    String text = written.strip().toUpperCase(Locale.ROOT);
    if (text.endsWith(":")) {
      text = padRight(text.replace(":", ""));
    }
    if (BARE.matcher(text).matches()) {
      return Optional.of(colons(text));
    }
    String[] groups = SEPARATOR.split(text, -1);
    if (groups.length < 2 || 12 % groups.length != 0) {
      return Optional.empty();
    }
    int digits = 12 / groups.length;
    StringBuilder hex = new StringBuilder();
    for (String group : groups) {
      if (group.length() > digits || !HEX.matcher(group).matches()) {
        return Optional.empty();
      }
      hex.append("0".repeat(digits - group.length())).append(group);
    }
    return Optional.of(colons(hex.toString()));
  }

  /** The address in the common form, or the text as it is when it is no MAC address. */
  public static String orText(String written) {
    return of(written).orElse(written);
  }

  private static String padRight(String hex) {
    return hex + "0".repeat(Math.max(0, 12 - hex.length()));
  }

  private static String colons(String hex) {
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < hex.length(); at += 2) {
      text.append(at == 0 ? "" : ":").append(hex, at, at + 2);
    }
    return text.toString();
  }
}
