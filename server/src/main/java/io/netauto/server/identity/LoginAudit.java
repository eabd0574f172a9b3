package io.netauto.server.identity;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the trail is told of logins. Why one was refused is said there and nowhere else. */
@Component
class LoginAudit {
  private static final int LONGEST_NAME = 100;

  private final Audit audit;
  private final JdbcClient jdbc;

  LoginAudit(Audit audit, JdbcClient jdbc) {
    this.audit = audit;
    this.jdbc = jdbc;
  }

  void ok(Actor actor, String way) {
    audit.record(actor, AuditEvent.of("login.ok").with("way", way));
  }

  void refused(String username, String way, String reason) {
    outsider(
        username,
        AuditEvent.of("login.refuse")
            .ended(AuditEvent.Outcome.REFUSED)
            .with("way", way)
            .with("reason", reason));
  }

  /**
   * @param subject what is held back: an account, an address or a question
   */
  void throttled(String username, String subject) {
    outsider(
        username,
        AuditEvent.of("login.throttled")
            .ended(AuditEvent.Outcome.REFUSED)
            .with("subject", subject));
  }

  /** Somebody who is logged in did this. */
  void done(Actor actor, String action) {
    audit.record(actor, AuditEvent.of(action));
  }

  /** The server did this by itself. */
  void system(@Nullable CustomerId customer, AuditEvent event) {
    audit.record("system", customer, event);
  }

  void record(Actor actor, AuditEvent event) {
    audit.record(actor, event);
  }

  /** In the trail of the customer of whoever has that name; it takes as long when nobody has. */
  private void outsider(String username, AuditEvent event) {
    String said = username.replace('\0', '?');
    String name = said.substring(0, Math.min(said.length(), LONGEST_NAME));
    Optional<Long> customer =
        jdbc.sql(
                """
                select m.customer_id from app_user u join membership m on m.user_id = u.id
                where u.username = :name order by m.customer_id limit 1
                """)
            .param("name", name.toLowerCase(Locale.ROOT))
            .query(Long.class)
            .optional();
    audit.record(name, customer.map(CustomerId::new).orElse(null), event);
  }
}
