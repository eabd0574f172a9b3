package io.netauto.server.jobs;

import io.netauto.server.identity.Actor;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/**
 * The jobs of all customers. A job counts its parts by status, in the transaction that changes the
 * part, and the database derives the job's own status from the counters.
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
            insert into job (customer_id, type, mode, requested_by, requester_id, idempotency_key,
                payload, total, pending, created_at)
            values (:customer, :type, :mode, :by, :requester, :key, :payload::jsonb, :parts, :parts, :now)
            on conflict (customer_id, idempotency_key) where idempotency_key is not null do nothing
            returning id
            """)
        .param("customer", actor.customer().value())
        .param("type", job.type())
        .param("mode", job.mode().name().toLowerCase(Locale.ROOT))
        .param("by", actor.username())
        .param("requester", actor.user().value())
        .param("key", job.idempotencyKey())
        .param("payload", json.writeValueAsString(job.payload()))
        .param("parts", job.parts())
        .param("now", Timestamp.from(clock.instant()))
        .query(Long.class)
        .optional()
        .map(JobId::new);
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

  /** Moves one part in the counters; belongs into the transaction that moves the part. */
  public void moved(JobId job, PartStatus from, PartStatus to) {
    jdbc.sql(
            """
            update job set %1$s = %1$s - 1, %2$s = %2$s + 1,
                started_at = coalesce(started_at, :now::timestamptz),
                finished_at = case when pending + running = 1 and :final then :now::timestamptz
                    else finished_at end
            where id = :id
            """
                .formatted(from.column(), to.column()))
        .param("now", Timestamp.from(clock.instant()))
        .param("final", to.isFinal())
        .param("id", job.value())
        .update();
  }
}
