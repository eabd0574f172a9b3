package io.netauto.simulator.plan;

import java.time.Duration;
import java.util.Locale;
import java.util.Random;

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

  /** One of the faults that devices in the field have: they drop, refuse, hang or drip. */
  static Fault any(Random random) {
    int bytes = 300 + random.nextInt(6_000);
    return switch (random.nextInt(5)) {
      case 0 -> new ResetsAfter(bytes);
      case 1 -> new SilentAfter(bytes);
      case 2 -> new Refuses();
      case 3 -> new NeverAnswers();
      default -> new SlowDrip(Duration.ofMillis(5 + random.nextInt(20)));
    };
  }

  /** The fault that {@link #word} and a number tell, such as {@code slow-drip:20}. */
  static Fault parse(String text) {
    int colon = text.indexOf(':');
    return colon < 0
        ? of(text.strip(), "")
        : of(text.substring(0, colon).strip(), text.substring(colon + 1).strip());
  }

  /**
   * @param number empty where the kind has none
   */
  static Fault of(String word, String number) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "never-answers" -> new NeverAnswers();
      case "refuses" -> new Refuses();
      case "wrong-password" -> new WrongPassword();
      case "keyboard-interactive-only" -> new KeyboardInteractiveOnly();
      case "resets-after" -> new ResetsAfter(number(word, number));
      case "silent-after" -> new SilentAfter(number(word, number));
      case "slow-drip" -> new SlowDrip(Duration.ofMillis(number(word, number)));
      case "closes-after-login" -> new ClosesAfterLogin();
      case "session-limit" -> new SessionLimit(Math.toIntExact(number(word, number)));
      case "lines" -> new Lines(Math.toIntExact(number(word, number)));
      case "strict-configuration" -> new StrictConfiguration();
      case "enable-refused" -> new EnableRefused();
      case "paging-stays-on" -> new PagingStaysOn();
      case "noisy-banner" -> new NoisyBanner();
      case "syslog-at-prompt" -> new SyslogAtPrompt();
      case "invalid-utf8" -> new InvalidUtf8();
      case "chaos" -> new Chaos(number(word, number));
      default -> throw new IllegalArgumentException("No such fault: '" + word + "'");
    };
  }

  private static long number(String word, String number) {
    if (!number.matches("\\d{1,9}")) {
      throw new IllegalArgumentException(
          "The fault '%s' needs a number, not '%s', such as %s:20".formatted(word, number, word));
    }
    return Long.parseLong(number);
  }

  private static void requirePositive(long number) {
    if (number <= 0) {
      throw new IllegalArgumentException("A fault needs a positive number, not " + number);
    }
  }
}
