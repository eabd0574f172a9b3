package io.netauto.server.audit;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.Audit;
import io.netauto.server.identity.AuditEvent;
import io.netauto.server.identity.Permission;
import io.netauto.server.web.Cursor;
import io.netauto.server.web.ProblemException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The rows of the trail, newest first; every method sees the actor's customer only. */
@Service
public class AuditLog {
  /** The most rows of a page. */
  public static final int LIMIT = 500;

  private static final String ORDER = "audit";
  private static final int PIECE = 5_000;
  private static final Pattern ACTION = Pattern.compile("[a-z_]+(\\.[a-z_]+)?");

  private final JdbcClient jdbc;
  private final Audit audit;

  AuditLog(JdbcClient jdbc, Audit audit) {
    this.jdbc = jdbc;
    this.audit = audit;
  }

  /**
   * @param next the cursor of the following page; null on the last
   */
  public record Rows(List<AuditRow> items, @Nullable String next) {
    public Rows {
      items = List.copyOf(items);
    }
  }

  /**
   * A page of rows.
   *
   * @param limit 1 to {@value #LIMIT}
   */
  public Rows list(Actor actor, AuditQuery query, @Nullable String cursor, int limit) {
    check(actor, query);
    if (limit < 1 || limit > LIMIT) {
      throw ProblemException.invalid("limit", "A page has 1 to %d rows.".formatted(LIMIT));
    }
    long before =
        cursor == null ? Long.MAX_VALUE : Cursor.number(Cursor.decode(cursor, ORDER, 1).getFirst());
    List<AuditRow> found = piece(actor, query, before, limit + 1);
    if (found.size() <= limit) {
      return new Rows(found, null);
    }
    List<AuditRow> page = found.subList(0, limit);
    return new Rows(page, Cursor.encode(ORDER, Long.toString(page.getLast().id())));
  }

  /**
   * Gives all rows to the sink, newest first, some at a time; the export is itself a row, the first
   * that it leaves out.
   */
  public void export(Actor actor, AuditQuery query, String format, Consumer<AuditRow> sink) {
    check(actor, query);
    List<AuditRow> some = piece(actor, query, Long.MAX_VALUE, PIECE);
    audit.record(
        actor, AuditEvent.of("audit.export").with("format", format).with("filter", told(query)));
    while (!some.isEmpty()) {
      some.forEach(sink);
      some = piece(actor, query, some.getLast().id(), PIECE);
    }
  }

  private static void check(Actor actor, AuditQuery query) {
    actor.require(Permission.AUDIT_READ);
    if (query.server() && !actor.superuser()) {
      throw new ProblemException(
          ProblemException.Kind.FORBIDDEN,
          "superuser_only",
          "What belongs to no customer is shown to superusers only.");
    }
    if (!query.action().isEmpty() && !ACTION.matcher(query.action()).matches()) {
      throw ProblemException.invalid(
          "action",
          "\"%s\" is not an action: write device.edit, or device for all of devices."
              .formatted(query.action()));
    }
    if (!query.outcome().isEmpty()
        && !List.of("ok", "refused", "failed").contains(query.outcome())) {
      throw ProblemException.invalid("outcome", "An outcome is ok, refused or failed.");
    }
  }

  private static Map<String, Object> told(AuditQuery q) {
    Map<String, Object> told = new HashMap<>();
    told.put("text", q.text());
    told.put("action", q.action());
    told.put("person", q.person());
    told.put("outcome", q.outcome());
    told.put("kind", q.kind());
    told.put("id", q.id());
    told.put("name", q.name());
    told.put("address", q.address());
    told.put("requestId", q.requestId());
    told.put("from", q.from() == null ? "" : q.from().toString());
    told.put("to", q.to() == null ? "" : q.to().toString());
    told.put("scope", q.server() ? "server" : "");
    told.values().removeIf(""::equals);
    return told;
  }

  private List<AuditRow> piece(Actor actor, AuditQuery q, long before, int limit) {
    Map<String, Object> params = new HashMap<>();
    List<String> where = new ArrayList<>();
    where.add("id < :before");
    params.put("before", before);
    if (q.server()) {
      where.add("customer_id is null");
    } else {
      where.add("customer_id = :customer");
      params.put("customer", actor.customer().value());
    }
    if (!q.action().isEmpty()) {
      if (q.action().indexOf('.') < 0) {
        where.add("action like :action");
        params.put("action", q.action().replace("_", "\\_") + ".%");
      } else {
        where.add("action = :action");
        params.put("action", q.action());
      }
    }
    if (!q.text().isBlank()) {
      where.add("(object_name ilike :text or action ilike :text or username ilike :text)");
      params.put("text", "%" + q.text().strip().replaceAll("([\\\\%_])", "\\\\$1") + "%");
    }
    is(where, params, "lower(username)", "person", q.person().toLowerCase(java.util.Locale.ROOT));
    is(where, params, "outcome", "outcome", q.outcome());
    is(where, params, "kind", "kind", q.kind());
    is(where, params, "object_id", "id", q.id());
    is(where, params, "address", "address", q.address());
    is(where, params, "request_id", "request", q.requestId());
    if (!q.name().isBlank()) {
      where.add("lower(object_name) = lower(:name)");
      params.put("name", q.name().strip());
    }
    if (q.from() != null) {
      where.add("at >= :from");
      params.put("from", Timestamp.from(q.from()));
    }
    if (q.to() != null) {
      where.add("at < :to");
      params.put("to", Timestamp.from(q.to()));
    }
    params.put("limit", limit);
    return jdbc.sql(
            "select * from audit_event where "
                + String.join(" and ", where)
                + " order by id desc limit :limit")
        .params(params)
        .query(AuditRows::row)
        .list();
  }

  private static void is(
      List<String> where, Map<String, Object> params, String column, String name, String value) {
    if (!value.isBlank()) {
      where.add(column + " = :" + name);
      params.put(name, value.strip());
    }
  }
}
