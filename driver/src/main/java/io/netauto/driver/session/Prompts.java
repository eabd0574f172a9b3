package io.netauto.driver.session;

import io.netauto.driver.platform.Platform;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The exact prompts that this session has shown and confirmed, and the one it is at. */
final class Prompts {
  private static final int MOST = 64;

  /** What prompts end with. */
  private static final boolean[] ENDS = new boolean[128];

  static {
    for (char c : "#>$%:)]}~?/ ".toCharArray()) {
      ENDS[c] = true;
    }
  }

  private static final String UPPER_LINES_BEGIN_WITH = "[{(<*!-\r\u001b";

  private final Platform platform;
  private final Set<String> known = new LinkedHashSet<>();
  private final boolean haveUpperLines;
  private byte[] drawn = new byte[0];
  private final Map<String, Boolean> showBlanks = new HashMap<>();
  private final Set<Platform.Transition> undoable = new HashSet<>();
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

  /**
   * Whether blanks typed at this prompt are shown there, which is one for all prompts of a mode;
   * null as long as that is not known.
   */
  @Nullable Boolean showsBlanks(String prompt) {
    return showBlanks.get(modeName(prompt));
  }

  /** The raw bytes that drew the prompt last, with whatever came behind it in that moment. */
  void learnDrawing(byte[] raw) {
    drawn = raw;
  }

  /** Whether the prompt was drawn last by just these bytes, so that none is still to come. */
  boolean wasDrawnBy(byte[] raw, int from, int to) {
    return from < to && Arrays.equals(drawn, 0, drawn.length, raw, from, to);
  }

  void learnBlanks(String prompt, boolean shown) {
    showBlanks.put(modeName(prompt), shown);
  }

  private String modeName(String prompt) {
    return platform.modeOf(prompt).map(Platform.Mode::name).orElse("");
  }

  /** Remembers a transition that was taken, for those that go back. */
  void took(Platform.Transition taken) {
    if (taken.returns()) {
      undoable.remove(taken);
      return;
    }
    for (Platform.Transition back : platform.transitions()) {
      if (back.returns() && back.from().equals(taken.to()) && back.to().equals(taken.from())) {
        undoable.add(back);
      }
    }
  }

  /** Whether a transition can be taken in this session. */
  boolean isOpen(Platform.Transition transition) {
    return !transition.returns() || undoable.contains(transition);
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

  /** A known prompt, or one of the platform's. */
  boolean looksLikeOne(String line) {
    return knows(line) || platform.modeOf(line).isPresent();
  }

  /**
   * False when a line that ends like this cannot look like a prompt; nearly always told by its last
   * byte.
   *
   * @param end behind the last byte of the line
   */
  static boolean mayEndAt(byte[] buffer, int start, int end) {
    byte last = buffer[end - 1];
    if (last < 0x20) {
      // Hidden behind an escape sequence or padding.
      return last != '\r' && last != '\n';
    }
    return ENDS[last] || (last >= '@' && endsWithEscape(buffer, start, end));
  }

  private static boolean endsWithEscape(byte[] buffer, int start, int end) {
    for (int i = end - 2; i >= start && i >= end - 8; i--) {
      if (buffer[i] == 0x1b) {
        return true;
      }
    }
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
