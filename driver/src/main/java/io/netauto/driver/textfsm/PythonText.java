package io.netauto.driver.textfsm;

import java.util.ArrayList;
import java.util.List;

/** Lines and white space as Python sees them. */
final class PythonText {
  private PythonText() {}

  /** Lines of a file: ended by {@code \n}, {@code \r\n} or {@code \r}. */
  static List<String> fileLines(String text) {
    return text.lines().toList();
  }

  /** The end of the line of a text that begins at {@code from}, as {@code splitlines} sees it. */
  static int lineEnd(String text, int from) {
    int i = from;
    while (i < text.length() && !endsLine(text.charAt(i))) {
      i++;
    }
    return i;
  }

  /** Where the next line begins behind the end of a line. */
  static int afterLine(String text, int end) {
    boolean pair = text.startsWith("\r\n", end);
    return Math.min(text.length(), end + (pair ? 2 : 1));
  }

  private static boolean endsLine(char c) {
    return switch (c) {
      case '\n', 0x0b, '\f', '\r', 0x1c, 0x1d, 0x1e, 0x85, 0x2028, 0x2029 -> true;
      default -> false;
    };
  }

  private static boolean isSpace(char c) {
    return endsLine(c) || c == '\t' || c == 0x1f || Character.isSpaceChar(c);
  }

  static String stripTrailing(String text) {
    int end = text.length();
    while (end > 0 && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  static String strip(String text) {
    int start = 0;
    while (start < text.length() && isSpace(text.charAt(start))) {
      start++;
    }
    return stripTrailing(text.substring(start));
  }

  /** The fields between separators, without the white space around them. */
  static List<String> fields(String line, char separator) {
    List<String> fields = new ArrayList<>();
    int start = 0;
    for (int end = line.indexOf(separator); end >= 0; end = line.indexOf(separator, start)) {
      fields.add(strip(line.substring(start, end)));
      start = end + 1;
    }
    fields.add(strip(line.substring(start)));
    return fields;
  }
}
