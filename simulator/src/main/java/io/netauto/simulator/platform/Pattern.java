package io.netauto.simulator.platform;

import java.util.Arrays;
import java.util.List;

/**
 * The words of a command: literals, {@code <any>} for one word, and at the end {@code <any...>} for
 * the rest of the line.
 */
public record Pattern(List<String> words) {
  static Pattern of(String text) {
    return new Pattern(Arrays.asList(text.trim().split("\\s+")));
  }

  public boolean hasRest() {
    return isRest(words.size() - 1);
  }

  public boolean isRest(int index) {
    return words.get(index).endsWith("...>");
  }

  public boolean isLiteral(int index) {
    return !words.get(index).startsWith("<");
  }

  /** The leading literals, which name a line of the configuration. */
  public String key() {
    return String.join(" ", words.stream().takeWhile(word -> !word.startsWith("<")).toList());
  }
}
