package io.netauto.simulator.plan;

import java.time.Duration;

/**
 * How long a device takes to do what it does.
 *
 * @param connect wait between the TCP connection and the SSH identification
 * @param login wait before a password is judged
 * @param think wait between a command and its first byte of output
 * @param bytesPerSecond speed of output; zero is without limit
 * @param jitter share by which each wait varies, 0 to 1, seeded by the device's name
 */
public record Latency(
    Duration connect, Duration login, Duration think, long bytesPerSecond, double jitter) {
  private static final Latency INSTANT =
      new Latency(Duration.ZERO, Duration.ZERO, Duration.ZERO, 0, 0);
  private static final Latency HUMAN =
      new Latency(Duration.ofMillis(80), Duration.ofMillis(250), Duration.ofMillis(60), 40_000, .5);

  private static final Latency REAL =
      new Latency(
          Duration.ofMillis(80), Duration.ofMillis(600), Duration.ofMillis(2500), 100_000, .6);

  public Latency {
    if (connect.isNegative() || login.isNegative() || think.isNegative()) {
      throw new IllegalArgumentException("A latency is negative");
    }
    if (bytesPerSecond < 0) {
      throw new IllegalArgumentException("Bytes per second is negative: " + bytesPerSecond);
    }
    if (!(jitter >= 0 && jitter <= 1)) {
      throw new IllegalArgumentException("Jitter must be from 0 to 1: " + jitter);
    }
  }

  /** No wait anywhere: for tests and benchmarks. */
  public static Latency instant() {
    return INSTANT;
  }

  /** A device in a branch office, as a person knows it. */
  public static Latency human() {
    return HUMAN;
  }

  /** A large device behind a busy control plane: each command takes 1 to 4 s. */
  public static Latency real() {
    return REAL;
  }

  /** That of the name {@code instant}, {@code human} or {@code real}. */
  public static Latency named(String name) {
    return switch (name) {
      case "instant" -> INSTANT;
      case "human" -> HUMAN;
      case "real" -> REAL;
      default ->
          throw new IllegalArgumentException(
              "No such latency: '" + name + "'; use instant, human or real");
    };
  }

  /** The same with another wait before a password is judged. */
  public Latency withLogin(Duration wait) {
    return new Latency(connect, wait, think, bytesPerSecond, jitter);
  }
}
