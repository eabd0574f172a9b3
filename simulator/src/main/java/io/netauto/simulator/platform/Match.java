package io.netauto.simulator.platform;

import java.util.List;

/** What became of a typed line. */
public sealed interface Match {
  /**
   * A command.
   *
   * @param arguments words for its placeholders, in order, as typed
   * @param key its leading literals in full
   * @param line the line with its abbreviations written out
   * @param negated whether it was typed with the negation word in front
   */
  record Found(Command command, List<String> arguments, String key, String line, boolean negated)
      implements Match {
    public Found {
      arguments = List.copyOf(arguments);
    }
  }

  /** No command; the first wrong character is at the column, from zero. */
  record Unknown(int column) implements Match {}

  /** The beginning of longer commands. */
  record Incomplete() implements Match {}

  /** The beginning of several words. */
  record Ambiguous() implements Match {}
}
