package io.netauto.server.commands;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.AuditEvent;
import io.netauto.server.identity.Audited;
import io.netauto.server.identity.Permission;
import io.netauto.server.identity.Role;
import io.netauto.server.web.ProblemException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The commands that the roles of a customer may not run. */
@Service
public class DenyRules {
  /** Each is matched with each command, so their number has a limit. */
  static final int MOST = 200;

  private static final int LONGEST_REASON = 300;
  private static final RowMapper<DenyRule> ROW =
      (rs, row) ->
          new DenyRule(
              rs.getLong("id"),
              Role.of(rs.getString("role")),
              rs.getString("pattern"),
              rs.getString("reason"),
              rs.getString("created_by"),
              rs.getTimestamp("created_at").toInstant());

  private final JdbcClient jdbc;
  private final Clock clock;

  private final Audited audited;

  DenyRules(JdbcClient jdbc, Clock clock, Audited audited) {
    this.audited = audited;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** All rules of the customer, by role and pattern; at most {@value #MOST}. */
  public List<DenyRule> list(Actor actor) {
    actor.require(Permission.SETTINGS_READ);
    return jdbc.sql(
            "select * from command_deny where customer_id = :customer order by role, pattern, id")
        .param("customer", actor.customer().value())
        .query(ROW)
        .list();
  }

  /** Adds a rule; it holds for the next command that is started. */
  public DenyRule create(Actor actor, Role role, String pattern, String reason) {
    actor.require(Permission.SETTINGS_WRITE);
    DenyPattern.of(pattern);
    String why = reason.strip();
    if (why.isEmpty() || why.length() > LONGEST_REASON) {
      throw ProblemException.invalid(
          "reason",
          "Say why in 1 to %d characters; who is refused reads it.".formatted(LONGEST_REASON));
    }
    try {
      return audited.change(
          actor,
          () ->
              insert(actor, role, CommandPieces.normal(pattern), why)
                  .orElseThrow(
                      () ->
                          new ProblemException(
                              ProblemException.Kind.CONFLICT,
                              "too_many_deny_rules",
                              "There are %d rules, the most there may be. Delete one first."
                                  .formatted(MOST))),
          rule -> event("deny_rule.create", rule));
    } catch (DuplicateKeyException e) {
      throw ProblemException.conflict(
          "deny_rule_exists",
          "pattern",
          "The role %s has this pattern already.".formatted(role.wireName()));
    }
  }

  private Optional<DenyRule> insert(Actor actor, Role role, String pattern, String reason) {
    return jdbc.sql(
            """
            insert into command_deny (customer_id, role, pattern, reason, created_by, created_at)
            select :customer, :role, :pattern, :reason, :by, :now
            where (select count(*) from command_deny where customer_id = :customer) < :most
            returning *
            """)
        .param("customer", actor.customer().value())
        .param("role", role.wireName())
        .param("pattern", pattern)
        .param("reason", reason)
        .param("by", actor.username())
        .param("now", Timestamp.from(clock.instant()))
        .param("most", MOST)
        .query(ROW)
        .optional();
  }

  /** Deletes a rule; 404 when the customer has none of this number. */
  public void delete(Actor actor, long id) {
    actor.require(Permission.SETTINGS_WRITE);
    audited.change(
        actor,
        () ->
            jdbc.sql(
                    "delete from command_deny where id = :id and customer_id = :customer"
                        + " returning *")
                .param("id", id)
                .param("customer", actor.customer().value())
                .query(ROW)
                .optional()
                .orElseThrow(
                    () ->
                        ProblemException.notFound(
                            "deny_rule_not_found",
                            "There is no deny rule with the number %d.".formatted(id))),
        rule -> event("deny_rule.delete", rule));
  }

  private static AuditEvent event(String action, DenyRule rule) {
    return AuditEvent.of(action)
        .on("deny_rule", rule.id(), rule.pattern())
        .with("role", rule.role().wireName())
        .with("reason", rule.reason());
  }

  /** A command that a rule denies. */
  public record Denied(String command, DenyRule rule) {}

  /** Which of the commands the actor's role may not run, each with its first rule. */
  List<Denied> denied(Actor actor, Iterable<String> commands) {
    List<DenyRule> rules =
        jdbc.sql(
                """
                select * from command_deny where customer_id = :customer and role = :role
                order by id
                """)
            .param("customer", actor.customer().value())
            .param("role", actor.role().wireName())
            .query(ROW)
            .list();
    List<Denied> denied = new ArrayList<>();
    if (rules.isEmpty()) {
      return denied;
    }
    List<DenyPattern> patterns = rules.stream().map(r -> DenyPattern.of(r.pattern())).toList();
    for (String command : commands) {
      List<String> suspects = CommandPieces.suspects(command);
      for (int i = 0; i < rules.size(); i++) {
        if (suspects.stream().anyMatch(patterns.get(i)::denies)) {
          denied.add(new Denied(command, rules.get(i)));
          break;
        }
      }
    }
    return denied;
  }
}
