package io.netauto.server.identity;

import io.netauto.server.web.ProblemException;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Hashes of passwords: Argon2id with the parameters of RFC 9106's second recommendation scaled to a
 * server (19 MiB, 2 passes). The hash names its algorithm and parameters, so both can be raised
 * later: {@link #needsUpgrade} then says so at the next login.
 */
@Component
class Passwords {
  private static final int LEAST = 10;
  private static final int MOST = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** One hash takes 19 MiB and a core: a flood of logins waits its turn and fills no memory. */
  private final Semaphore turns =
      new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()), true);

  private final DelegatingPasswordEncoder encoder =
      new DelegatingPasswordEncoder(
          "argon2id", Map.of("argon2id", new Argon2PasswordEncoder(16, 32, 1, 19 << 10, 2)));

  /** A hash that no password has, to spend the same time on a user who does not exist. */
  private final String dummy = hash("no user has this password, and nobody may log in with it");

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

  /** Why this cannot be a password; empty when it can. */
  static Optional<String> problemWith(String password) {
    if (password.length() < LEAST) {
      return Optional.of("A password has at least %d characters.".formatted(LEAST));
    }
    return password.length() > MOST
        ? Optional.of("A password has at most %d characters.".formatted(MOST))
        : Optional.empty();
  }
}
