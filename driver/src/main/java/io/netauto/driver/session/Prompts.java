package io.netauto.driver.session;

import io.netauto.driver.platform.Platform;
import java.util.LinkedHashSet;
import java.util.Set;

/** The exact prompts that this session has shown and confirmed, and the one it is at. */
final class Prompts {
  private static final int MOST = 64;

  private final Platform platform;
  private final Set<String> known = new LinkedHashSet<>();
  private volatile String current = "";

  Prompts(Platform platform) {
    this.platform = platform;
  }

  void learn(String prompt) {
    if (known.size() >= MOST) {
      known.remove(known.iterator().next());
    }
    known.add(platform.canonical(prompt));
    current = prompt;
  }

  String current() {
    return current;
  }

  boolean knows(String line) {
    return known.contains(platform.canonical(line));
  }

  /** Equal but for what counts up from prompt to prompt. */
  boolean same(String one, String other) {
    return platform.canonical(one).equals(platform.canonical(other));
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
}
