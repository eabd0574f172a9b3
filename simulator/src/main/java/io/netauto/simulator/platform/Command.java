package io.netauto.simulator.platform;

import java.util.List;
import java.util.Set;

/**
 * A command of a platform.
 *
 * @param name its first pattern, by which other outputs use it
 * @param modes where it is known
 * @param to mode that it leads to; empty to stay
 * @param ask question that must be answered with one of {@code yes}; empty for none
 * @param askKey whether a single key answers
 * @param no what is printed for another answer
 * @param single whether its line in the configuration replaces one with the same leading words
 */
public record Command(
    String name,
    List<Pattern> patterns,
    Set<String> modes,
    Action action,
    String to,
    Text output,
    String ask,
    boolean askKey,
    List<String> yes,
    String no,
    boolean single) {
  public Command {
    patterns = List.copyOf(patterns);
    modes = Set.copyOf(modes);
    yes = List.copyOf(yes);
  }
}
