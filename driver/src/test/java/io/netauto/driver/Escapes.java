package io.netauto.driver;

import io.netauto.driver.transport.Replay;

/** Bytes written as text: \r \n \t \b \a \0 \e \\ and \xNN. */
public final class Escapes {
  private Escapes() {}

  public static byte[] bytes(String escaped) {
    return Replay.bytes(escaped);
  }

  /** A text with the escapes of a Ruby string, as text. */
  public static String ruby(String text) {
    StringBuilder result = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\' || i + 1 == text.length()) {
        result.append(c);
        continue;
      }
      char escaped = text.charAt(++i);
      switch (escaped) {
        case 'n' -> result.append('\n');
        case 'r' -> result.append('\r');
        case 't' -> result.append('\t');
        case 'b' -> result.append('\b');
        case 'e' -> result.append('\u001b');
        case 'a' -> result.append('\u0007');
        case 'x' -> {
          result.append((char) Integer.parseInt(text.substring(i + 1, i + 3), 16));
          i += 2;
        }
        default -> result.append(escaped);
      }
    }
    return result.toString();
  }
}
