package io.netauto.server.identity;

import io.netauto.server.web.ProblemException;
import java.net.InetAddress;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Slows down guessing, by account and by address. After some failures every further one doubles the
 * time until the next attempt is looked at; a day without failures forgets them. Kept in the
 * database: it holds on all nodes and over restarts.
 *
 * <p>An attempt is counted as a failure before its password is looked at, in one statement, and
 * taken back when it was right: a hundred guesses sent at once are a hundred failures. An attempt
 * that is held back is not counted: who keeps trying does not keep the owner out longer.
 *
 * <p>An address from which an account logged in lately counts apart: whoever guesses at an account
 * from elsewhere does not hold back its owner at the usual place. What is asked of somebody who is
 * logged in counts apart, too.
 */
@Component
class LoginThrottle {
  private static final int FREE_BY_ACCOUNT = 5;
  private static final int FREE_BY_ADDRESS = 30;
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final Duration FORGET = Duration.ofDays(1);
  private static final Duration TOLD_EVERY = Duration.ofMinutes(1);
  private static final Duration USUAL = Duration.ofDays(30);

  /** What an attack with invented names from many addresses can fill at most; oldest go first. */
  private static final int MOST_SUBJECTS = 100_000;

  private final JdbcClient jdbc;
  private final LoginAudit audit;
  private final Clock clock;

  LoginThrottle(JdbcClient jdbc, LoginAudit audit, Clock clock) {
    this.jdbc = jdbc;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Counts an attempt as failed until {@link #succeeded}; throws a THROTTLED problem that says how
   * long to wait where it is not to be looked at.
   */
  void enter(String username, String address) {
    // The address first: one that is held back can then not fill the table with invented names.
    enter(username, address(address), FREE_BY_ADDRESS);
    try {
      enter(username, account(username, address), FREE_BY_ACCOUNT);
    } catch (ProblemException held) {
      giveBack(address);
      throw held;
    }
  }

  /**
   * The same for a question to somebody whose password was right already; ends with {@link
   * #answered}.
   *
   * @param question what is asked, in a word
   */
  void ask(String question, String username) {
    enter(username, question + ":" + name(username), FREE_BY_ACCOUNT);
  }

  /** The answer was right. */
  void answered(String question, String username) {
    forget(question + ":" + name(username));
  }

  private void enter(String username, String subject, int free) {
    boolean entered =
        jdbc.sql(
                    """
                    insert into login_failure as f (subject, failures, last_failure)
                    values (:subject, 1, :now)
                    on conflict (subject) do update
                    set failures = case when f.last_failure < :old then 1 else f.failures + 1 end,
                        last_failure = :now
                    where f.failures < :free or f.last_failure + least(
                        power(2, least(f.failures - :free, 20)), :longest) * interval '1 second'
                      <= :now
                    """)
                .param("subject", subject)
                .param("free", free)
                .param("longest", LONGEST.toSeconds())
                .param("old", Timestamp.from(clock.instant().minus(FORGET)))
                .param("now", Timestamp.from(clock.instant()))
                .update()
            > 0;
    if (!entered) {
      Duration wait =
          jdbc.sql("select failures, last_failure from login_failure where subject = :subject")
              .param("subject", subject)
              .query(
                  (rs, row) ->
                      wait(
                          rs.getInt("failures") - free,
                          rs.getTimestamp("last_failure").toInstant()))
              .optional()
              .filter(Duration::isPositive)
              .orElse(Duration.ofSeconds(1));
      tell(username, subject);
      throw ProblemException.throttled(
          "login_throttled",
          "Too many failed logins. Try again in %d seconds.".formatted(wait.toSeconds() + 1),
          wait);
    }
  }

  /** Once a minute: whoever keeps trying does not fill the trail. */
  private void tell(String username, String subject) {
    boolean due =
        jdbc.sql(
                    """
                    update login_failure set told_at = :now
                    where subject = :subject and (told_at is null or told_at < :before)
                    """)
                .param("now", Timestamp.from(clock.instant()))
                .param("before", Timestamp.from(clock.instant().minus(TOLD_EVERY)))
                .param("subject", subject)
                .update()
            > 0;
    if (due) {
      audit.throttled(username, subject);
    }
  }

  private Duration wait(int over, Instant last) {
    Duration pause = Duration.ofSeconds(1L << Math.clamp(over, 0, 10));
    Duration capped = pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    return Duration.between(clock.instant(), last.plus(capped));
  }

  /** The attempt was right: the account has no failures any more, the address one less. */
  void succeeded(String username, String address) {
    forget(account(username, address));
    // Not all of them: an account of one's own must not buy more guesses at those of others.
    giveBack(address);
  }

  private void forget(String subject) {
    jdbc.sql("delete from login_failure where subject = :subject")
        .param("subject", subject)
        .update();
  }

  private void giveBack(String address) {
    jdbc.sql(
            """
            update login_failure set failures = failures - 1, last_failure = :free
            where subject = :subject and failures > 0
            """)
        .param("subject", address(address))
        .param("free", Timestamp.from(clock.instant().minus(LONGEST)))
        .update();
  }

  /** The attempt was wrong, as was counted; forgets what is old. */
  void failed() {
    jdbc.sql(
            """
            delete from login_failure where failures = 0 or last_failure < greatest(:old, (
              select last_failure from login_failure order by last_failure desc
              offset :most limit 1))
            """)
        .param("old", Timestamp.from(clock.instant().minus(FORGET)))
        .param("most", MOST_SUBJECTS)
        .update();
  }

  private String account(String username, String address) {
    boolean usual =
        jdbc.sql(
                """
                select exists (select 1 from known_address k join app_user u on u.id = k.user_id
                  where u.username = :name and k.address = :address and k.last_login_at > :since)
                """)
            .param("name", name(username))
            .param("address", address(address))
            .param("since", Timestamp.from(clock.instant().minus(USUAL)))
            .query(Boolean.class)
            .single();
    String subject = "account:" + name(username);
    return usual ? subject + " at " + address(address) : subject;
  }

  private static String name(String username) {
    String name = username.toLowerCase(Locale.ROOT).replace('\0', '?');
    return name.substring(0, Math.min(name.length(), 100));
  }

  /** An IPv6 host has at least a /64 of addresses to come from: they count as one. */
  static String address(String address) {
    if (address.contains(":")) {
      try {
        byte[] bytes = InetAddress.ofLiteral(address).getAddress();
        if (bytes.length == 16) {
          return "address:" + HexFormat.of().formatHex(Arrays.copyOf(bytes, 8)) + "/64";
        }
      } catch (IllegalArgumentException e) {
        // Not an address; taken as it is.
      }
    }
    return "address:" + address;
  }
}
