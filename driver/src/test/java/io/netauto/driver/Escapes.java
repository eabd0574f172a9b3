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
}
