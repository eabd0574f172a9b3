package io.netauto.driver;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The limits and habits of one session.
 *
 * @param connect for the TCP connection
 * @param handshake for the SSH greeting and key exchange
 * @param authentication for the login
 * @param prompt for the first prompt and each set-up step
 * @param silence the longest time without a byte while a command runs
 * @param command the longest time that a command may take in all
 * @param columns the width of the PTY asked for
 * @param rows the height of the PTY asked for
 * @param keepOutput the most bytes of cleaned output that a result holds in memory; more is still
 *     streamed, and the result says that it is not whole
 * @param algorithms which SSH algorithms are offered
 * @param gate asked before each login; its wait counts towards no limit
 * @param destinations which addresses may be connected to
 */
public record SessionOptions(
    Duration connect,
    Duration handshake,
    Duration authentication,
    Duration prompt,
    Duration silence,
    Duration command,
    int columns,
    int rows,
    int keepOutput,
    Charset charset,
    Algorithms algorithms,
    LoginGate gate,
    Destinations destinations) {

  /** Options whose logins wait for nobody, and which allow every address. */
  public SessionOptions(
      Duration connect,
      Duration handshake,
      Duration authentication,
      Duration prompt,
      Duration silence,
      Duration command,
      int columns,
      int rows,
      int keepOutput,
      Charset charset,
      Algorithms algorithms) {
    this(
        connect,
        handshake,
        authentication,
        prompt,
        silence,
        command,
        columns,
        rows,
        keepOutput,
        charset,
        algorithms,
        LoginGate.open(),
        Destinations.any());
  }

  public static SessionOptions defaults() {
    return new SessionOptions(
        Duration.ofSeconds(10),
        Duration.ofSeconds(15),
        Duration.ofSeconds(30),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        Duration.ofMinutes(10),
        511,
        24,
        16 << 20,
        StandardCharsets.UTF_8,
        Algorithms.modern());
  }

  /** The same, with other algorithms. */
  public SessionOptions with(Algorithms others) {
    return new SessionOptions(
        connect,
        handshake,
        authentication,
        prompt,
        silence,
        command,
        columns,
        rows,
        keepOutput,
        charset,
        others,
        gate,
        destinations);
  }

  /** The same, with another gate. */
  public SessionOptions with(LoginGate other) {
    return new SessionOptions(
        connect,
        handshake,
        authentication,
        prompt,
        silence,
        command,
        columns,
        rows,
        keepOutput,
        charset,
        algorithms,
        other,
        destinations);
  }

  /** The same, for these addresses only. */
  public SessionOptions with(Destinations only) {
    return new SessionOptions(
        connect,
        handshake,
        authentication,
        prompt,
        silence,
        command,
        columns,
        rows,
        keepOutput,
        charset,
        algorithms,
        gate,
        only);
  }
}
