package io.netauto.driver.getters.text;

import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** IP addresses in the form of RFC 5952: lower case, zeros shortened. */
public final class IpAddress {
  private static final Pattern V4 =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
  private static final Pattern V6_CHARACTERS = Pattern.compile("[0-9a-fA-F:.]{2,45}");
  private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");
  private static final int GROUPS = 8;

  private IpAddress() {}

  /** The address in normal form, or nothing when this is none. */
  public static Optional<String> parse(String raw) {
    String text = raw.strip();
    return text.indexOf(':') < 0 ? parseV4(text) : parseV6(text);
  }

  public static boolean isV4(String text) {
    return parseV4(text).isPresent();
  }

  private static Optional<String> parseV4(String text) {
    Matcher matcher = V4.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    StringJoiner normal = new StringJoiner(".");
    for (int group = 1; group <= 4; group++) {
      int value = Integer.parseInt(matcher.group(group));
      if (value > 255) {
        return Optional.empty();
      }
      normal.add(Integer.toString(value));
    }
    return Optional.of(normal.toString());
  }

  private static Optional<String> parseV6(String text) {
    if (!V6_CHARACTERS.matcher(text).matches()) {
      return Optional.empty();
    }
    String groups = text;
    int lastColon = text.lastIndexOf(':');
    if (text.indexOf('.') >= 0) {
      Optional<String> v4 = parseV4(text.substring(lastColon + 1));
      if (v4.isEmpty()) {
        return Optional.empty();
      }
      String[] bytes = v4.get().split("\\.", -1);
      groups =
          text.substring(0, lastColon + 1)
              + pair(bytes[0], bytes[1])
              + ":"
              + pair(bytes[2], bytes[3]);
    }
    int[] values = new int[GROUPS];
    int gap = groups.indexOf("::");
    if (gap < 0) {
      return fill(values, 0, groups) == GROUPS ? Optional.of(write(values)) : Optional.empty();
    }
    String right = groups.substring(gap + 2);
    int[] rightValues = new int[GROUPS];
    int left = fill(values, 0, groups.substring(0, gap));
    int rightCount = fill(rightValues, 0, right);
    if (left < 0 || rightCount < 0 || left + rightCount >= GROUPS) {
      return Optional.empty();
    }
    System.arraycopy(rightValues, 0, values, GROUPS - rightCount, rightCount);
    return Optional.of(write(values));
  }

  private static String pair(String high, String low) {
    return Integer.toHexString((Integer.parseInt(high) << 8) | Integer.parseInt(low));
  }

  /** How many groups were read, or -1 when this is not a list of groups. */
  private static int fill(int[] values, int from, String text) {
    if (text.isEmpty()) {
      return 0;
    }
    int count = from;
    for (String group : text.split(":", -1)) {
      if (count == GROUPS || !GROUP.matcher(group).matches()) {
        return -1;
      }
      values[count++] = Integer.parseInt(group, 16);
    }
    return count;
  }

  private static String write(int[] values) {
    int bestStart = -1;
    int bestLength = 1;
    for (int start = 0; start < GROUPS; start++) {
      int end = start;
      while (end < GROUPS && values[end] == 0) {
        end++;
      }
      if (end - start > bestLength) {
        bestStart = start;
        bestLength = end - start;
      }
      start = Math.max(start, end - 1);
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      if (i == bestStart) {
        text.append("::");
        i += bestLength - 1;
        continue;
      }
      if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
        text.append(':');
      }
      text.append(Integer.toHexString(values[i]));
    }
    return text.toString();
  }
}
