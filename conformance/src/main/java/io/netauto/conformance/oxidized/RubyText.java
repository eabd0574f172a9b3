package io.netauto.conformance.oxidized;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Text with the escapes of a Ruby string in double quotes, as {@code String#undump} reads it. */
final class RubyText {
  private RubyText() {}

  static String unescape(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
    int at = 0;
    while (at < text.length()) {
      int backslash = text.indexOf('\\', at);
      int end = backslash < 0 || backslash + 1 >= text.length() ? text.length() : backslash;
      out.writeBytes(text.substring(at, end).getBytes(StandardCharsets.UTF_8));
      at = end < text.length() ? escape(text, end + 1, out) : end;
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Writes what the escape at this index means; the index behind it. */
  private static int escape(String text, int at, ByteArrayOutputStream out) {
    char c = text.charAt(at);
    switch (c) {
      case 'n' -> out.write('\n');
      case 'r' -> out.write('\r');
      case 't' -> out.write('\t');
      case 'f' -> out.write('\f');
      case 'v' -> out.write(0x0b);
      case 'b' -> out.write('\b');
      case 'a' -> out.write(0x07);
      case 'e' -> out.write(0x1b);
      case '0' -> out.write(0);
      case '"', '\\', '#', '\'' -> out.write(c);
      case 'x' -> {
        return number(text, at + 1, 2, out, false);
      }
      case 'u' -> {
        return number(text, at + 1, 4, out, true);
      }
      default -> out.writeBytes(("\\" + c).getBytes(StandardCharsets.UTF_8));
    }
    return at + 1;
  }

  private static int number(
      String text, int from, int most, ByteArrayOutputStream out, boolean character) {
    int end = from;
    while (end < text.length() && end < from + most && Character.digit(text.charAt(end), 16) >= 0) {
      end++;
    }
    if (end > from) {
      int value = Integer.parseInt(text, from, end, 16);
      if (character) {
        out.writeBytes(Character.toString(value).getBytes(StandardCharsets.UTF_8));
      } else {
        out.write(value);
      }
    }
    return end;
  }
}
