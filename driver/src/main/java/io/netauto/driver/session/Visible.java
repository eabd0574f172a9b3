package io.netauto.driver.session;

import java.nio.charset.StandardCharsets;

/** Makes raw bytes readable: control characters are written out. */
final class Visible {
  private static final int MOST = 500;

  private Visible() {}

  /** The end of it, at most 500 characters. */
  static String tail(byte[] raw) {
    String text = new String(raw, StandardCharsets.UTF_8);
    StringBuilder visible = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      append(visible, text.charAt(i));
    }
    int from = Math.max(0, visible.length() - MOST);
    if (from > 0 && Character.isLowSurrogate(visible.charAt(from))) {
      from++;
    }
    return visible.substring(from);
  }

  private static void append(StringBuilder visible, char c) {
    switch (c) {
      case '\r' -> visible.append("\\r");
      case '\n' -> visible.append("\\n");
      case '\t' -> visible.append("\\t");
      case 0x1b -> visible.append("\\e");
      case '\\' -> visible.append("\\\\");
      default -> {
        if (c < 0x20 || c == 0x7f) {
          visible.append("\\x").append(Character.forDigit(c >> 4, 16));
          visible.append(Character.forDigit(c & 15, 16));
        } else {
          visible.append(c);
        }
      }
    }
  }
}
