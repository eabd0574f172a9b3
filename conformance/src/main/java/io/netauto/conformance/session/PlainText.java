package io.netauto.conformance.session;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a person would read of recorded text: written apart from the driver's transcript and in
 * another way, so that one checks the other.
 */
final class PlainText {
  private static final Pattern ERASER =
      Pattern.compile("(?:(?:[\r\b]|\u001b\\[[0-9;?]{0,12}[A-Za-z])++| ++(?=[ \r\b\u001b]))*+");
  private static final Pattern STRING =
      Pattern.compile("\u001b[\\]PX^_][^\u0007\u001b]{0,4096}+(?:\u0007|\u001b\\\\)");
  private static final Pattern SHORT = Pattern.compile("\u001b(?:[()*+\\-./#% ].|[^\\[])");
  private static final Pattern IGNORED =
      Pattern.compile("[\0-\u0007\u000b\u000c\u000e-\u001a\u007f]");
  private static final int LIMIT = 1 << 20;

  private PlainText() {}

  /** The lines of the text; the last one is unfinished, and empty after a line feed. */
  static List<String> lines(String raw) {
    List<String> lines = new ArrayList<>();
    String text = SHORT.matcher(STRING.matcher(raw).replaceAll("")).replaceAll("");
    for (String line : IGNORED.matcher(text).replaceAll("").split("\n", -1)) {
      lines.add(line(line));
    }
    return lines;
  }

  /** The unfinished last line. */
  static String lastLine(String raw) {
    return lines(raw.substring(raw.lastIndexOf('\n') + 1)).getLast();
  }

  /**
   * The text without what wipes a pager's prompt off at its beginning. Blanks that stand alone on
   * the pager's line are taken for that too: nobody can tell them apart.
   */
  static String withoutEraser(String text) {
    var matcher = ERASER.matcher(text);
    String rest = matcher.lookingAt() ? text.substring(matcher.end()) : text;
    int feed = rest.indexOf('\n');
    return feed >= 0 && rest.substring(0, feed).isBlank() ? rest.substring(feed) : rest;
  }

  private static String line(String raw) {
    if (raw.indexOf('\r') < 0 && raw.indexOf('\b') < 0 && raw.indexOf('\u001b') < 0) {
      return raw;
    }
    StringBuilder cells = new StringBuilder();
    int column = 0;
    int at = 0;
    while (at < raw.length()) {
      char c = raw.charAt(at++);
      if (c == '\r') {
        column = 0;
      } else if (c == '\b') {
        column = Math.max(0, column - 1);
      } else if (c == '\u001b' && at < raw.length() && raw.charAt(at) == '[') {
        int end = endOfSequence(raw, at + 1);
        column = control(cells, column, raw.substring(at + 1, end));
        at = end;
      } else if (c != '\u001b') {
        while (cells.length() < column) {
          cells.append(' ');
        }
        if (column < cells.length()) {
          cells.setCharAt(column, c);
        } else {
          cells.append(c);
        }
        column++;
      }
    }
    return cells.toString();
  }

  private static int endOfSequence(String raw, int from) {
    int end = from;
    while (end < raw.length() && (raw.charAt(end) < '@' || raw.charAt(end) > '~')) {
      end++;
    }
    return Math.min(raw.length(), end + 1);
  }

  private static int control(StringBuilder cells, int column, String sequence) {
    if (sequence.isEmpty()) {
      return column;
    }
    String[] numbers = sequence.substring(0, sequence.length() - 1).split(";", -1);
    int count = number(numbers[numbers.length - 1]);
    return switch (sequence.charAt(sequence.length() - 1)) {
      case 'K', 'J' -> {
        erase(cells, column, count);
        yield column;
      }
      case 'C' -> Math.min(LIMIT, column + Math.max(1, count));
      case 'D' -> Math.max(0, column - Math.max(1, count));
      case 'G' -> Math.clamp(count - 1, 0, LIMIT);
      case 'H', 'f' -> numbers.length < 2 ? 0 : Math.clamp(count - 1, 0, LIMIT);
      default -> column;
    };
  }

  private static void erase(StringBuilder cells, int column, int what) {
    if (what == 2) {
      cells.setLength(0);
    } else if (what == 1) {
      for (int i = 0; i <= column && i < cells.length(); i++) {
        cells.setCharAt(i, ' ');
      }
    } else {
      cells.setLength(Math.min(column, cells.length()));
    }
  }

  private static int number(String text) {
    int value = 0;
    for (int i = 0; i < text.length() && value < LIMIT; i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        value = value * 10 + c - '0';
      }
    }
    return value;
  }
}
