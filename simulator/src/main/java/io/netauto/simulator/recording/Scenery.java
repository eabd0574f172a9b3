package io.netauto.simulator.recording;

import java.util.List;
import java.util.function.Predicate;

/**
 * What chaos has to know of a device's platform to do what such a device does.
 *
 * @param banner lines for a banner that looks like prompts
 * @param logLines texts of log messages, without an end of line
 * @param pagers what a pager shows, such as {@code --More--}
 * @param prompt tells a prompt, as it was recorded, by the unfinished last line of an answer
 * @param likeness tells a line that looks like a prompt wherever it stands
 * @param above tells a line that belongs to the prompt below it
 */
public record Scenery(
    List<String> banner,
    List<String> logLines,
    List<String> pagers,
    Predicate<String> prompt,
    Predicate<String> likeness,
    Predicate<String> above) {
  public Scenery {
    banner = List.copyOf(banner);
    logLines = List.copyOf(logLines);
    pagers = List.copyOf(pagers);
  }

  /** Of a platform of which nothing is known. */
  public static Scenery bare() {
    return new Scenery(List.of(), List.of(), List.of(), p -> false, p -> false, p -> false);
  }
}
