package io.netauto.server.identity;

import io.netauto.server.web.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * How long a password is good that somebody else set: an administrator for another person, or the
 * start for the first admin. One that its owner chose has no end.
 */
@Component
class GivenPasswords {
  /** Said only to who knew the password. */
  static final String OVER =
      "The password is right, but it was set by somebody else and has expired. Ask an administrator"
          + " for a new one.";

  private static final Duration LONGEST = Duration.ofDays(365);

  private final Duration limit;
  private final Clock clock;

  GivenPasswords(Clock clock, @Value("${netauto.logins.given-password-limit:7d}") Duration limit) {
    if (!limit.isPositive() || limit.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "NET_AUTO_INITIAL_PASSWORD_LIMIT is %s: use more than nothing and at most 365d."
              .formatted(limit));
    }
    this.limit = limit;
    this.clock = clock;
  }

  /** Passwords that were given then or earlier are over. */
  Instant over() {
    return clock.instant().minus(limit);
  }

  /**
   * @param byOther whether somebody else set the password
   */
  boolean isOver(boolean byOther, Instant givenAt) {
    return byOther && !givenAt.isAfter(over());
  }

  boolean isOver(UserTable.Account account) {
    return isOver(account.mustChangePassword(), account.passwordGivenAt());
  }

  static ProblemException refused() {
    return new ProblemException(ProblemException.Kind.NOT_LOGGED_IN, "password_expired", OVER);
  }
}
