package io.netauto.server.identity;

import io.netauto.server.web.ProblemException;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * Hashes of passwords: Argon2id with the parameters of RFC 9106's second recommendation scaled to a
 * server (19 MiB, 2 passes). The hash names its algorithm and parameters, so both can be raised
 * later: {@link #needsUpgrade} then says so at the next login.
 */
@Component
class Passwords {
  private static final long LEAST_MEGABYTES = 19;
  private static final int LEAST_PASSES = 2;
  private static final int LEAST = 10;
  private static final int MOST = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** One hash takes its memory and a core: a flood of logins waits its turn and fills no memory. */
  private final Semaphore turns =
      new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()), true);

  private final DelegatingPasswordEncoder encoder;

  /** A hash that no password has, to spend the same time on a user who does not exist. */
  private final String dummy;

  /**
   * Hashes with these parameters from now on; those of before are known still.
   *
   * @param memory of one hash
   * @param passes over the memory
   */
  Passwords(
      @Value("${netauto.logins.argon2-memory:19MB}") DataSize memory,
      @Value("${netauto.logins.argon2-passes:2}") int passes,
      @Value("${netauto.logins.argon2-lanes:1}") int lanes) {
    check("NET_AUTO_ARGON2_MEMORY", memory.toMegabytes(), LEAST_MEGABYTES, 1024);
    check("NET_AUTO_ARGON2_PASSES", passes, LEAST_PASSES, 100);
    check("NET_AUTO_ARGON2_LANES", lanes, 1, 16);
    this.encoder =
        new DelegatingPasswordEncoder(
            "argon2id",
            Map.of(
                "argon2id",
                new Argon2PasswordEncoder(
                    16, 32, lanes, Math.toIntExact(memory.toKilobytes()), passes)));
    this.dummy = hash("no user has this password, and nobody may log in with it");
  }

  private static void check(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s is %d: use %d to %d.".formatted(name, value, least, most));
    }
  }

  String hash(String password) {
    return inTurn(() -> String.valueOf(encoder.encode(normal(password))));
  }

  boolean matches(String password, String hash) {
    return password.length() <= MOST && inTurn(() -> encoder.matches(normal(password), hash));
  }

  /** Takes as long as {@link #matches} does, and is false. */
  boolean matchesNobody(String password) {
    var _ = matches(password, dummy);
    return false;
  }

  boolean needsUpgrade(String hash) {
    return encoder.upgradeEncoding(hash);
  }

  private <T> T inTurn(Supplier<T> work) {
    try {
      if (!turns.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw ProblemException.unavailable(
            "busy", "Too many logins at once. Try again in a moment.", Duration.ofSeconds(5));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProblemException.unavailable(
          "stopping", "The server is stopping.", Duration.ofSeconds(5));
    }
    try {
      return work.get();
    } finally {
      turns.release();
    }
  }

  /** The same text whatever keyboard it was typed on (NIST SP 800-63B, section 5.1.1.2). */
  private static String normal(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFKC);
  }

  /**
   * Why this cannot be a password; empty when it can.
   *
   * @param names of the user, the customer and the like, which a guesser knows
   */
  static Optional<String> problemWith(String password, Collection<String> names) {
    if (password.length() < LEAST) {
      return Optional.of("A password has at least %d characters.".formatted(LEAST));
    }
    if (password.length() > MOST) {
      return Optional.of("A password has at most %d characters.".formatted(MOST));
    }
    return GuessablePasswords.contain(password, names)
        ? Optional.of(
            "This password is guessed early: it is common, or made of a common word, a pattern or a"
                + " name known here. Take several words that have nothing to do with each other, or"
                + " let a password manager make one.")
        : Optional.empty();
  }
}
