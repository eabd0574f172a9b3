package io.netauto.simulator.plan;

import java.time.Duration;
import java.util.Locale;

/** What is wrong with a device, on purpose. */
public sealed interface Fault {
  /** The port accepts a connection and never answers, not even with an SSH identification. */
  record NeverAnswers() implements Fault {}

  /** Nobody listens: the TCP connection is refused. */
  record Refuses() implements Fault {}

  /** Every password is wrong. */
  record WrongPassword() implements Fault {}

  /** The password method is refused; keyboard-interactive takes the same password. */
  record KeyboardInteractiveOnly() implements Fault {}

  /** The TCP connection is reset (RST) after so many bytes of a session's output. */
  record ResetsAfter(long bytes) implements Fault {
    public ResetsAfter {
      requirePositive(bytes);
    }
  }

  /** The session goes silent, and stays open, after so many bytes of its output. */
  record SilentAfter(long bytes) implements Fault {
    public SilentAfter {
      requirePositive(bytes);
    }
  }

  /** Output comes one byte at a time, with this wait between two. */
  record SlowDrip(Duration gap) implements Fault {
    public SlowDrip {
      requirePositive(gap.toNanos());
    }
  }

  /** The session is closed once the login has succeeded. */
  record ClosesAfterLogin() implements Fault {}

  /** No more than so many sessions at once; the next is told so and closed. */
  record SessionLimit(int sessions) implements Fault {
    public SessionLimit {
      requirePositive(sessions);
    }
  }

  /**
   * No more than so many connections at once, logged in or not, as a device with so many vty lines
   * does it: the next is closed before SSH begins.
   */
  record Lines(int connections) implements Fault {
    public Lines {
      requirePositive(connections);
    }
  }

  /** A line of configuration that the platform does not know is refused, not kept. */
  record StrictConfiguration() implements Fault {}

  /** Every enable password is denied. */
  record EnableRefused() implements Fault {}

  /** The commands that turn paging off are not authorized, so that output stays paged. */
  record PagingStaysOn() implements Fault {}

  /** The banner and the message of the day hold lines that look like prompts. */
  record NoisyBanner() implements Fault {}

  /** A log line lands right after the prompt of each command, and the prompt is drawn again. */
  record SyslogAtPrompt() implements Fault {}

  /** The output of each command starts with a line that is not UTF-8. */
  record InvalidUtf8() implements Fault {}

  /** What is written leaves in random pieces, down to one byte, the same for the same seed. */
  record Chaos(long seed) implements Fault {}

  /** The word for its kind in a fleet file, such as {@code slow-drip}. */
  default String word() {
    return getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
        .toLowerCase(Locale.ROOT);
  }

  private static void requirePositive(long number) {
    if (number <= 0) {
      throw new IllegalArgumentException("A fault needs a positive number, not " + number);
    }
  }
}
