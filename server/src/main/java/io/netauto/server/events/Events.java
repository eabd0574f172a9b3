package io.netauto.server.events;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.Audit;
import io.netauto.server.identity.AuditEvent;
import io.netauto.server.identity.CustomerId;
import io.netauto.server.identity.Permission;
import io.netauto.server.web.Cursor;
import io.netauto.server.web.Page;
import io.netauto.server.web.ProblemException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** The events of a customer; who may read devices may read them. */
@Service
public class Events {
  /** Counting further helps nobody. */
  private static final int COUNTED = 1_000;

  private static final RowMapper<Event> ROW =
      (rs, row) -> {
        Timestamp looked = rs.getTimestamp("acknowledged_at");
        long device = rs.getLong("device_id");
        return new Event(
            rs.getLong("id"),
            rs.getString("kind"),
            rs.wasNull() ? null : device,
            rs.getString("hostname"),
            rs.getString("words"),
            rs.getTimestamp("at").toInstant(),
            rs.getString("acknowledged_by"),
            looked == null ? null : looked.toInstant());
      };

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Audit audit;
  private final Clock clock;

  Events(JdbcClient jdbc, TransactionTemplate transaction, Audit audit, Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.audit = audit;
    this.clock = clock;
  }

  /** Tells that something happened to a device, in the caller's transaction. */
  public void raise(CustomerId customer, String kind, long device, String hostname, String words) {
    jdbc.sql(
            """
            insert into event (customer_id, kind, device_id, hostname, words, at)
            values (:customer, :kind, :device, :hostname, :words, :now)
            """)
        .param("customer", customer.value())
        .param("kind", kind)
        .param("device", device)
        .param("hostname", hostname)
        .param("words", words)
        .param("now", now())
        .update();
  }

  /** How many nobody has looked at, at most 1,000. */
  public int open(Actor actor) {
    actor.require(Permission.DEVICES_READ);
    return jdbc.sql(
            """
            select count(*) from (select 1 from event
                where customer_id = :customer and acknowledged_at is null limit :limit) e
            """)
        .param("customer", actor.customer().value())
        .param("limit", COUNTED)
        .query(Integer.class)
        .single();
  }

  /**
   * Newest first.
   *
   * @param all also those that somebody has looked at
   */
  public Page<Event> list(Actor actor, boolean all, @Nullable String cursor, int limit) {
    actor.require(Permission.DEVICES_READ);
    long before =
        cursor == null
            ? Long.MAX_VALUE
            : Cursor.number(Cursor.decode(cursor, "events", 1).getFirst());
    List<Event> found =
        jdbc.sql(
                """
                select * from event where customer_id = :customer and id < :before
                    and (:all or acknowledged_at is null) order by id desc limit :limit
                """)
            .param("customer", actor.customer().value())
            .param("before", before)
            .param("all", all)
            .param("limit", limit + 1)
            .query(ROW)
            .list();
    if (found.size() <= limit) {
      return new Page<>(found, null, total(actor, all));
    }
    List<Event> page = found.subList(0, limit);
    return new Page<>(page, Cursor.encode("events", "" + page.getLast().id()), total(actor, all));
  }

  private long total(Actor actor, boolean all) {
    return jdbc.sql(
            """
            select count(*) from (select 1 from event where customer_id = :customer
                and (:all or acknowledged_at is null) limit :limit) e
            """)
        .param("customer", actor.customer().value())
        .param("all", all)
        .param("limit", COUNTED)
        .query(Long.class)
        .single();
  }

  /** Notes that the actor has looked at it; the first who did stays noted. */
  public void acknowledge(Actor actor, long id) {
    actor.require(Permission.KNOWN_HOSTS_WRITE);
    transaction.executeWithoutResult(
        status -> {
          boolean exists =
              jdbc.sql("select true from event where id = :id and customer_id = :customer")
                  .param("id", id)
                  .param("customer", actor.customer().value())
                  .query(Boolean.class)
                  .optional()
                  .isPresent();
          if (!exists) {
            throw ProblemException.notFound(
                "event_not_found", "There is no event with the number " + id + ".");
          }
          int first =
              jdbc.sql(
                      """
                      update event set acknowledged_by = :by, acknowledged_at = :now
                      where id = :id and acknowledged_at is null
                      """)
                  .param("by", actor.username())
                  .param("now", now())
                  .param("id", id)
                  .update();
          if (first > 0) {
            audit.record(actor, AuditEvent.of("event.acknowledge").on("event", id, ""));
          }
        });
  }

  /** Notes that the actor has dealt with what is open of a kind and these devices. */
  public void settle(Actor actor, String kind, List<Long> devices) {
    jdbc.sql(
            """
            update event set acknowledged_by = :by, acknowledged_at = :now
            where customer_id = :customer and kind = :kind and device_id = any(:devices)
                and acknowledged_at is null
            """)
        .param("by", actor.username())
        .param("now", now())
        .param("customer", actor.customer().value())
        .param("kind", kind)
        .param("devices", devices.toArray(Long[]::new))
        .update();
  }

  private Timestamp now() {
    return Timestamp.from(clock.instant());
  }
}
