package io.netauto.simulator.platform;

import java.time.Duration;

/**
 * A piece of an output: printed once, or repeated over a range or over the interfaces.
 *
 * @param kind what it is repeated over
 * @param from first value of <code>{{n}}</code>
 * @param to last value of <code>{{n}}</code>
 * @param pause wait before each print
 * @param text template; for {@link Kind#USE} the name of what is printed in its place
 */
public record Block(Kind kind, int from, int to, Duration pause, String text) {
  /** What a block is repeated over. */
  public enum Kind {
    RANGE,
    INTERFACES,
    USE
  }

  static Block once(String text) {
    return new Block(Kind.RANGE, 1, 1, Duration.ZERO, text);
  }
}
