package io.netauto.server.identity;

import io.netauto.server.web.StartNotes;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the first user where there is none: {@code admin}, with a random password that is printed
 * once, to the terminal and to no log. Where that password expired before anybody chose another,
 * and no other superuser can sign in, the next start prints a new one.
 */
@Component
class FirstAdmin implements SmartLifecycle {
  private static final String NAME = "admin";

  private final UserTable users;
  private final Passwords passwords;
  private final TransactionTemplate transaction;
  private final StartNotes notes;
  private final GivenPasswords limit;
  private final LoginAudit audit;
  private final Clock clock;
  private final String given;
  private final boolean demo;
  private boolean running;

  FirstAdmin(
      UserTable users,
      Passwords passwords,
      TransactionTemplate transaction,
      StartNotes notes,
      GivenPasswords limit,
      LoginAudit audit,
      Clock clock,
      @Value("${NET_AUTO_ADMIN_PASSWORD:}") String given,
      Environment environment) {
    this.users = users;
    this.passwords = passwords;
    this.transaction = transaction;
    this.notes = notes;
    this.limit = limit;
    this.audit = audit;
    this.clock = clock;
    this.given = given;
    this.demo = environment.acceptsProfiles(Profiles.of("demo"));
  }

  @Override
  public void start() {
    running = true;
    if (!users.none()) {
      renewExpired();
      return;
    }
    if (!given.isEmpty()) {
      Passwords.problemWith(given, List.of(NAME))
          .ifPresent(
              problem -> {
                throw new IllegalStateException(
                    "NET_AUTO_ADMIN_PASSWORD cannot be used. %s Set another, or none for a random one."
                        .formatted(problem));
              });
    }
    String password = given.isEmpty() ? random() : given;
    String hash = passwords.hash(password);
    boolean made =
        Boolean.TRUE.equals(
            transaction.execute(
                status -> {
                  users.lockForFirstUser();
                  if (!users.none()) {
                    return false;
                  }
                  // The one who looks at the demo has read the password; nothing real is behind it.
                  boolean others = given.isEmpty() && !demo;
                  users.insert(NAME, "First administrator", hash, true, others, clock.instant());
                  return true;
                }));
    if (made) {
      notes.add(
          "First admin: %s / %s"
              .formatted(NAME, given.isEmpty() ? password : "(NET_AUTO_ADMIN_PASSWORD)"));
    }
  }

  /** Where the printed password has expired and nobody is left who could set another. */
  private void renewExpired() {
    if (!users.isShutOut(NAME, limit.over())) {
      return;
    }
    String password = random();
    String hash = passwords.hash(password);
    boolean renewed =
        Boolean.TRUE.equals(
            transaction.execute(
                status -> {
                  users.lockForFirstUser();
                  if (!users.isShutOut(NAME, limit.over())) {
                    return false;
                  }
                  UserId admin = users.account(NAME).orElseThrow().id();
                  users.setPassword(admin, hash, true, clock.instant());
                  audit.system(
                      null, AuditEvent.of("user.password").on("user", admin.value(), NAME));
                  return true;
                }));
    if (renewed) {
      notes.add("First admin: %s / %s (the password before has expired)".formatted(NAME, password));
    }
  }

  private static String random() {
    byte[] bytes = new byte[15];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * Where the start failed after the user was made, as on a taken port, this is the last chance.
   */
  @Override
  public void stop() {
    running = false;
    notes.take().forEach(System.out::println);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Before the web server opens. */
  @Override
  public int getPhase() {
    return 0;
  }
}
