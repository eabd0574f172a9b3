package io.netauto.driver.transport;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A recorded session: what the device sent, and what it received before it sent on.
 *
 * @param steps in the order of the recording
 */
public record Replay(List<Step> steps) {
  public Replay {
    steps = List.copyOf(steps);
  }

  /** One step of a recording. */
  public sealed interface Step {
    /** The device sends these bytes. */
    record Sends(ByteBuffer bytes) implements Step {
      public Sends {
        bytes = bytes.asReadOnlyBuffer();
      }
    }

    /** The device waits until this line, or this single key, was typed. */
    record Expects(String typed) implements Step {}

    /** The device is silent for so long. */
    record Pauses(Duration length) implements Step {}

    /** The device ends the connection. */
    record Ends() implements Step {}
  }

  /**
   * Reads the text form. Each line is a step: {@code <} and what is sent, {@code >} and what is
   * typed, {@code ~} and a pause in milliseconds, {@code X} for the end; other lines are remarks.
   * In both, {@code \r \n \t \b \a \0 \e \\} and {@code \xNN} stand for bytes; other characters for
   * their UTF-8.
   *
   * @throws IllegalArgumentException with the line that cannot be read
   */
  public static Replay parse(String text) {
    List<Step> steps = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String rest = line.length() < 2 ? "" : line.substring(2);
      if (line.startsWith("< ")) {
        steps.add(new Step.Sends(ByteBuffer.wrap(bytes(rest))));
      } else if (line.startsWith(">")) {
        steps.add(new Step.Expects(new String(bytes(rest), StandardCharsets.UTF_8)));
      } else if (line.startsWith("~ ")) {
        steps.add(new Step.Pauses(pause(rest, line)));
      } else if (line.equals("X")) {
        steps.add(new Step.Ends());
      }
    }
    return new Replay(steps);
  }

  private static Duration pause(String number, String line) {
    try {
      return Duration.ofMillis(Long.parseLong(number.strip()));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("No pause in milliseconds: \"" + line + "\"", e);
    }
  }

  /** Bytes written as text, as in {@link #parse}. */
  public static byte[] bytes(String escaped) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int i = 0;
    while (i < escaped.length()) {
      int c = escaped.codePointAt(i);
      if (c == '\\' && i + 1 < escaped.length()) {
        boolean hex = escaped.charAt(i + 1) == 'x';
        out.write(hex ? hex(escaped, i + 2) : control(escaped, i + 1));
        i += hex ? 4 : 2;
      } else {
        out.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
        i += Character.charCount(c);
      }
    }
    return out.toByteArray();
  }

  private static int hex(String escaped, int at) {
    try {
      return Integer.parseInt(escaped, at, at + 2, 16);
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("No two hexadecimal digits in \"" + escaped + "\"", e);
    }
  }

  private static int control(String escaped, int at) {
    return switch (escaped.charAt(at)) {
      case 'r' -> '\r';
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'a' -> 7;
      case '0' -> 0;
      case 'e' -> 0x1b;
      case '\\' -> '\\';
      default ->
          throw new IllegalArgumentException(
              "\\" + escaped.charAt(at) + " means nothing in \"" + escaped + "\"");
    };
  }
}
