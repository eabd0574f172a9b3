package io.netauto.simulator.recording;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a recorded device sends as an answer.
 *
 * @param echo what it shows of the typed line, with the line's end; empty when it shows nothing
 * @param parts what follows, up to and with the next prompt
 * @param closes whether the session ends with it
 */
public record Reply(String echo, List<Part> parts, boolean closes) {
  public Reply {
    parts = List.copyOf(parts);
  }

  public static Reply of(String echo, String text) {
    return new Reply(echo, List.of(new Part(text, Duration.ZERO)), false);
  }

  /** The same, after which the device ends the session. */
  public Reply closing() {
    return new Reply(echo, parts, true);
  }

  /** The parts in one, without the echo. */
  public String text() {
    return parts.stream().map(Part::text).collect(Collectors.joining());
  }

  /**
   * A piece of an answer.
   *
   * @param before the recorded wait before it
   */
  public record Part(String text, Duration before) {
    private static final Duration LONGEST = Duration.ofMillis(80);

    /** The recorded wait, or 80 ms if that is less: nobody has the time that recordings have. */
    public Duration shortWait() {
      return before.compareTo(LONGEST) > 0 ? LONGEST : before;
    }
  }
}
