package io.netauto.simulator.terminal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** The line being typed, and its echo. Lives on the strand. */
final class LineEditor {
  /** What a key did to the line. */
  enum Event {
    NONE,
    ENTER,
    INTERRUPT,
    END,
    EOF,
    HELP,
    TAB
  }

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final Consumer<byte[]> echo;
  private boolean echoes = true;
  private boolean afterReturn;
  private int escape;

  LineEditor(Consumer<byte[]> echo) {
    this.echo = echo;
  }

  /** Whether what is typed is shown; a password is not. */
  void echoes(boolean on) {
    echoes = on;
  }

  String text() {
    return line.toString(StandardCharsets.UTF_8);
  }

  String takeText() {
    String text = text();
    line.reset();
    return text;
  }

  /** Adds to the line as if it were typed. */
  void type(String text) {
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      var _ = key(each);
    }
  }

  Event key(int key) {
    boolean secondOfPair = afterReturn && (key == '\n' || key == 0);
    afterReturn = key == '\r';
    if (secondOfPair || isEscape(key)) {
      return Event.NONE;
    }
    return switch (key) {
      case '\r', '\n' -> {
        echo.accept(new byte[] {'\r', '\n'});
        yield Event.ENTER;
      }
      case 0x03 -> Event.INTERRUPT;
      case 0x04 -> line.size() == 0 ? Event.EOF : Event.NONE;
      case 0x08, 0x7f -> erase(1);
      case 0x09 -> Event.TAB;
      case 0x15 -> erase(line.size());
      case 0x1a -> Event.END;
      case '?' -> echoes ? Event.HELP : add(key);
      default -> key >= 0 && key < ' ' ? Event.NONE : add(key);
    };
  }

  private Event add(int key) {
    line.write(key);
    if (echoes) {
      echo.accept(new byte[] {(byte) key});
    }
    return Event.NONE;
  }

  private Event erase(int count) {
    byte[] before = line.toByteArray();
    int erased = Math.min(count, before.length);
    line.reset();
    line.write(before, 0, before.length - erased);
    if (echoes) {
      echo.accept("\b \b".repeat(erased).getBytes(StandardCharsets.US_ASCII));
    }
    return Event.NONE;
  }

  /** Swallows the cursor keys: ESC, a bracket or O, and up to a letter. */
  private boolean isEscape(int key) {
    if (escape == 0) {
      escape = key == 0x1b ? 1 : 0;
      return escape == 1;
    }
    if (escape == 1) {
      escape = key == '[' || key == 'O' ? 2 : 0;
      return true;
    }
    escape = Character.isLetter(key) || key == '~' ? 0 : 2;
    return true;
  }

  /**
   * Types what is left of the last word, if one word alone begins like it.
   *
   * @param words those that do; one in angle brackets stands for any
   */
  void complete(List<String> words) {
    if (words.size() == 1 && !words.getFirst().startsWith("<")) {
      String text = text();
      int start = text.length() - text.lastIndexOf(' ') - 1;
      type(words.getFirst().substring(start) + " ");
    }
  }
}
