package io.netauto.driver.session;

import io.netauto.driver.platform.Platform;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** The exact prompts that this session has shown and confirmed, and the one it is at. */
final class Prompts {
  private static final int MOST = 64;
  private static final String UPPER_LINES_BEGIN_WITH = "[{(<*!-\r\u001b";

  private final Platform platform;
  private final Set<String> known = new LinkedHashSet<>();
  private final boolean haveUpperLines;
  private volatile String current = "";
  private volatile Optional<String> mode = Optional.empty();

  Prompts(Platform platform) {
    this.platform = platform;
    this.haveUpperLines = platform.modes().stream().anyMatch(mode -> mode.above() != null);
  }

  /**
   * @param line the line above, which is a part of the prompt on some platforms
   */
  void learn(String line, String prompt) {
    if (known.size() >= MOST) {
      known.remove(known.iterator().next());
    }
    known.add(platform.canonical(prompt));
    current = prompt;
    mode = platform.modeOf(line, prompt).or(() -> platform.modeOf(prompt)).map(Platform.Mode::name);
  }

  /** The mode that the session is in. */
  Optional<String> mode() {
    return mode;
  }

  String current() {
    return current;
  }

  boolean knows(String line) {
    return known.contains(platform.canonical(line));
  }

  /** Equal but for what counts up from prompt to prompt, and for blanks behind. */
  boolean same(String one, String other) {
    return platform
        .canonical(one)
        .stripTrailing()
        .equals(platform.canonical(other).stripTrailing());
  }

  /** A known prompt that the line ends with but does not consist of, or an empty text. */
  String gluedTo(String line) {
    for (String prompt : known) {
      if (prompt.strip().length() > 2 && line.length() > prompt.length() && line.endsWith(prompt)) {
        return prompt;
      }
    }
    return "";
  }

  /** False when a line that ends with this byte cannot be a known prompt. */
  boolean mayEndWith(byte last) {
    if (last < 0x20) {
      // Hidden behind an escape sequence or padding.
      return last != '\r' && last != '\n';
    }
    for (String prompt : known) {
      if (prompt.isEmpty() || prompt.charAt(prompt.length() - 1) == last) {
        return true;
      }
    }
    // Escape sequences end with a letter, and only behind a prompt do they end a line often.
    return false;
  }

  /** False when a line that begins with this byte cannot be the upper line of a prompt. */
  boolean mayBeginAbove(byte first) {
    return haveUpperLines && UPPER_LINES_BEGIN_WITH.indexOf(first) >= 0;
  }

  /** Whether a mode of the platform has such a line above its prompt. */
  boolean mayStandAbove(String line) {
    if (!haveUpperLines) {
      return false;
    }
    for (Platform.Mode mode : platform.modes()) {
      if (mode.above() != null && mode.acceptsAbove(line)) {
        return true;
      }
    }
    return false;
  }
}
