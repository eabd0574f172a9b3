package io.netauto.server.runs;

import io.netauto.server.retention.Retained;
import io.netauto.server.retention.RetentionRules;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Removes runs that ended, with their outputs: those that are too old, and of each device the
 * oldest beyond what it may keep. A job goes with its last run.
 */
@Component
class RunRetention implements Retained {
  /** Runs of one transaction. */
  private static final int BATCH = 100;

  /** Devices that have too much, of one look. */
  private static final int DEVICES = 20;

  /** Of devices that have too much, the ended runs beyond it, counted from the newest. */
  private static final String TOO_MUCH =
      """
      select id, bytes from (
        select id, bytes, finished_at,
            sum(bytes) over (partition by device_id order by id desc) as kept
        from run where device_id in (
          select device_id from run where device_id is not null
          group by device_id having sum(bytes) > :limit order by device_id limit :devices)) r
      where kept > :limit and finished_at is not null
      """;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  RunRetention(JdbcClient jdbc, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  @Override
  public String name() {
    return "runs";
  }

  @Override
  public Removed wouldRemove(RetentionRules rules, Instant now) {
    Instant before = rules.endedBefore(now).orElse(Instant.EPOCH);
    long limit = rules.bytesOfDevice().orElse(Long.MAX_VALUE);
    return jdbc.sql(
            """
            select count(*) as items, coalesce(sum(bytes), 0) as bytes from (
              select id, bytes from run where finished_at < :before
              union
            """
                + TOO_MUCH
                + ") r")
        .param("before", Timestamp.from(before))
        .param("limit", limit)
        .param("devices", Integer.MAX_VALUE)
        .query((rs, row) -> new Removed(rs.getLong("items"), rs.getLong("bytes")))
        .single();
  }

  @Override
  public Removed removeSome(RetentionRules rules, Instant now) {
    Optional<Instant> before = rules.endedBefore(now);
    if (before.isPresent()) {
      Removed old =
          remove(
              "select id, bytes from run where finished_at < :before order by finished_at",
              Timestamp.from(before.get()),
              Long.MAX_VALUE);
      if (old.items() > 0) {
        return old;
      }
    }
    return rules
        .bytesOfDevice()
        .map(limit -> remove(TOO_MUCH, new Timestamp(0), limit))
        .orElse(Removed.NOTHING);
  }

  private Removed remove(String which, Timestamp before, long limit) {
    return transaction.execute(
        status -> {
          Removed removed =
              jdbc.sql(
                      """
                      with gone as (
                        delete from run where id in (select id from (%s) w limit %d)
                        returning job_id, bytes
                      )
                      select count(*) as items, coalesce(sum(bytes), 0) as bytes from gone
                      """
                          .formatted(which, BATCH))
                  .param("before", before)
                  .param("limit", limit)
                  .param("devices", DEVICES)
                  .query((rs, row) -> new Removed(rs.getLong("items"), rs.getLong("bytes")))
                  .single();
          removeEmptyJobs(before);
          return removed;
        });
  }

  private void removeEmptyJobs(Timestamp before) {
    jdbc.sql(
            """
            delete from job j where j.id in (
              select id from job where finished_at < :before order by finished_at limit %d)
            and not exists (select from run r where r.job_id = j.id)
            """
                .formatted(BATCH))
        .param("before", before)
        .update();
  }
}
