package io.netauto.driver;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes written as text: \r \n \t \b \a \0 \e \\ and \xNN. */
public final class Escapes {
  private Escapes() {}

  public static byte[] bytes(String escaped) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < escaped.length(); i++) {
      char c = escaped.charAt(i);
      if (c != '\\' || i + 1 == escaped.length()) {
        int codePoint = escaped.codePointAt(i);
        out.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
        i += Character.charCount(codePoint) - 1;
        continue;
      }
      switch (escaped.charAt(++i)) {
        case 'r' -> out.write('\r');
        case 'n' -> out.write('\n');
        case 't' -> out.write('\t');
        case 'b' -> out.write('\b');
        case 'a' -> out.write(7);
        case '0' -> out.write(0);
        case 'e' -> out.write(0x1b);
        case '\\' -> out.write('\\');
        case 'x' -> {
          out.write(Integer.parseInt(escaped.substring(i + 1, i + 3), 16));
          i += 2;
        }
        default -> throw new IllegalArgumentException("\\" + escaped.charAt(i) + " in " + escaped);
      }
    }
    return out.toByteArray();
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
