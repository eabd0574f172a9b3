package io.netauto.server.jobs;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.AuditOrigin;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/**
 * The jobs of all customers. A job counts its parts by status, in the transaction that changes the
 * parts, and the database derives the job's own status from the counters. What happens to its parts
 * is told in one ordered log.
 */
@Service
public class Jobs {
  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final Clock clock;

  Jobs(JdbcClient jdbc, JsonMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  /**
   * Makes a job whose parts are all pending; belongs into the transaction that makes the parts.
   *
   * @return empty when the customer has a job with the same idempotency key already
   */
  public Optional<JobId> create(Actor actor, NewJob job) {
    return jdbc.sql(
            """
            insert into job (customer_id, type, mode, title, priority, requested_by, requester_id,
                idempotency_key, payload, total, pending, made, due_at, released, window_id,
                parent_id, request_id, address, created_at)
            values (:customer, :type, :mode, :title, :priority, :by, :requester,
                :key, :payload::jsonb, :parts, :parts, :made, :due, :released, :window,
                :parent, :request, :address, :now)
            on conflict (customer_id, idempotency_key) where idempotency_key is not null do nothing
            returning id
            """)
        .param("customer", actor.customer().value())
        .param("type", job.type())
        .param("mode", job.mode().code())
        .param("title", job.title())
        .param("priority", job.priority().code())
        .param("by", actor.username())
        .param("requester", actor.user().value())
        .param("key", job.idempotencyKey())
        .param("payload", json.writeValueAsString(job.payload()))
        .param("parts", job.parts())
        .param("made", job.made())
        .param("due", timestamp(job.due()))
        .param("released", job.due() == null)
        .param("window", job.window())
        .param("parent", job.parent() == null ? null : job.parent().value())
        .param("request", AuditOrigin.currentRequest())
        .param("address", AuditOrigin.currentAddress())
        .param("now", Timestamp.from(clock.instant()))
        .query(Long.class)
        .optional()
        .map(JobId::new);
  }

  private static @Nullable Timestamp timestamp(@Nullable Instant time) {
    return time == null ? null : Timestamp.from(time);
  }

  /** The job that was made with this key. */
  public Optional<JobId> byIdempotencyKey(Actor actor, String key) {
    return jdbc.sql("select id from job where customer_id = :customer and idempotency_key = :key")
        .param("customer", actor.customer().value())
        .param("key", key)
        .query(Long.class)
        .optional()
        .map(JobId::new);
  }

  /**
   * Something that happened to a part.
   *
   * @param from the status before; the same as {@code to} when only its log grew
   * @param entry the newest entry of its log
   */
  public record Event(JobId job, long part, PartStatus from, PartStatus to, int entry) {}

  /**
   * Counts the parts that moved and adds to the logs of their jobs, in the given order; belongs
   * into the transaction that moves the parts. The jobs' rows stay locked, in the order of their
   * numbers, until its end: so the order of a job's log is the order of the commits.
   */
  public void happened(Collection<Event> events) {
    if (events.isEmpty()) {
      return;
    }
    Long[] jobs = events.stream().map(e -> e.job().value()).toArray(Long[]::new);
    // In a statement of its own: an update that joins, and finds that a row it waited for has moved
    // on, may leave that row out.
    jdbc.sql("select id from job where id = any(:jobs) order by id for update")
        .param("jobs", jobs)
        .query(rs -> {});
    jdbc.sql(HAPPENED)
        .param("jobs", jobs)
        .param("parts", events.stream().map(Event::part).toArray(Long[]::new))
        .param("from", codes(events.stream().map(Event::from)))
        .param("to", codes(events.stream().map(Event::to)))
        .param("entries", events.stream().map(Event::entry).toArray(Integer[]::new))
        .param("now", Timestamp.from(clock.instant()))
        .update();
  }

  private static String[] codes(Stream<PartStatus> statuses) {
    return statuses.map(PartStatus::column).toArray(String[]::new);
  }

  private static final String HAPPENED = happenedSql();

  private static String happenedSql() {
    List<String> counters = Stream.of(PartStatus.values()).map(PartStatus::column).toList();
    StringBuilder deltas = new StringBuilder();
    StringBuilder sets = new StringBuilder();
    for (String counter : counters) {
      deltas.append(
          String.format(
              Locale.ROOT,
              ", count(*) filter (where came = '%1$s') - count(*) filter (where went = '%1$s') as"
                  + " %1$s",
              counter));
      sets.append(String.format(Locale.ROOT, "%1$s = j.%1$s + d.%1$s, ", counter));
    }
    return """
    with event as (
      select * from unnest(:jobs::bigint[], :parts::bigint[], :from::text[], :to::text[],
          :entries::int[]) with ordinality as e (job, part, went, came, entry, place)
    ), delta as (
      select job, count(*) as events, bool_or(went <> came) as moves%s from event group by job
    ), changed as (
      update job j set %s seq = j.seq + d.events,
          started_at = case when d.moves then coalesce(j.started_at, :now::timestamptz)
              else j.started_at end,
          finished_at = case when j.pending + d.pending + j.running + d.running = 0
              then coalesce(j.finished_at, :now::timestamptz) end
      from delta d where j.id = d.job
      returning j.id, j.seq - d.events as base
    )
    insert into job_event (job_id, seq, run_id, status, entry)
    select e.job, c.base + row_number() over (partition by e.job order by e.place), e.part,
        e.came, e.entry
    from event e join changed c on c.id = e.job
    """
        .formatted(deltas, sets);
  }

  /** Lets the parts of a job begin that waited for its time. */
  public void release(JobId job) {
    jdbc.sql("update job set released = true where id = :id and not released")
        .param("id", job.value())
        .update();
  }
}
