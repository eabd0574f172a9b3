package io.netauto.server.retention;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.Audit;
import io.netauto.server.identity.AuditEvent;
import io.netauto.server.identity.Permission;
import io.netauto.server.web.ProblemException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Sweeps, one at a time, in batches with pauses between them; keeps a report of each. */
@Service
public class Retention {
  private static final Logger log = LoggerFactory.getLogger(Retention.class);

  /** Between two batches, so that the fleet's own writes go first. */
  private static final Duration PAUSE = Duration.ofMillis(20);

  /** Longer than any sweep is meant to last; the next one goes on. */
  private static final Duration LONGEST = Duration.ofHours(6);

  private static final int REPORTS = 100;

  private final ObjectProvider<Retained> retained;
  private final RetentionRules rules;
  private final JdbcClient jdbc;
  private final Clock clock;
  private final ReentrantLock sweeping = new ReentrantLock();

  private final Audit audit;

  Retention(
      ObjectProvider<Retained> retained,
      RetentionRules rules,
      JdbcClient jdbc,
      Audit audit,
      Clock clock) {
    this.audit = audit;
    this.retained = retained;
    this.rules = rules;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  public RetentionRules rules(Actor actor) {
    actor.require(Permission.SETTINGS_READ);
    return rules;
  }

  /** The newest reports of all kinds, newest first. */
  public List<RetentionReport> reports(Actor actor) {
    actor.require(Permission.SETTINGS_READ);
    return jdbc.sql("select * from retention_report order by id desc limit :limit")
        .param("limit", REPORTS)
        .query(
            (rs, row) -> {
              Timestamp finished = rs.getTimestamp("finished_at");
              return new RetentionReport(
                  rs.getLong("id"),
                  rs.getString("what"),
                  rs.getBoolean("dry_run"),
                  rs.getString("started_by"),
                  rs.getLong("items"),
                  rs.getLong("bytes"),
                  rs.getTimestamp("started_at").toInstant(),
                  finished == null ? null : finished.toInstant());
            })
        .list();
  }

  /**
   * Sweeps now, on the calling thread. It concerns all customers, so only a superuser may.
   *
   * @param dryRun true to count only
   */
  public List<RetentionReport> sweep(Actor actor, boolean dryRun) {
    actor.require(Permission.SETTINGS_WRITE);
    if (!actor.superuser()) {
      throw new ProblemException(
          ProblemException.Kind.FORBIDDEN,
          "superuser_only",
          "A sweep concerns all customers: ask a superuser.");
    }
    return sweep(actor.username(), dryRun);
  }

  List<RetentionReport> sweep(String by, boolean dryRun) {
    if (!sweeping.tryLock()) {
      throw new ProblemException(
          ProblemException.Kind.CONFLICT,
          "sweep_running",
          "A sweep is under way. Look at its report, and try again when it is over.");
    }
    try {
      List<RetentionReport> reports = new ArrayList<>();
      for (Retained data : retained) {
        reports.add(sweep(data, by, dryRun));
      }
      return reports;
    } finally {
      sweeping.unlock();
    }
  }

  private RetentionReport sweep(Retained data, String by, boolean dryRun) {
    Timestamp started = Timestamp.from(clock.instant());
    long id =
        jdbc.sql(
                """
                insert into retention_report (what, dry_run, started_by, items, bytes, started_at)
                values (:what, :dry, :by, 0, 0, :now) returning id
                """)
            .param("what", data.name())
            .param("dry", dryRun)
            .param("by", by)
            .param("now", started)
            .query(Long.class)
            .single();
    Retained.Removed all =
        dryRun ? data.wouldRemove(rules, started.toInstant()) : removeAll(id, data, started);
    Timestamp finished = Timestamp.from(clock.instant());
    note(id, all, finished);
    audit.record(
        by,
        null,
        AuditEvent.of(dryRun ? "retention.count" : "retention.sweep")
            .on("retention", id, data.name())
            .with("items", all.items())
            .with("bytes", all.bytes()));
    log.info(
        "Retention: {} {} {} of {} bytes.",
        dryRun ? "would remove" : "removed",
        all.items(),
        data.name(),
        all.bytes());
    return new RetentionReport(
        id,
        data.name(),
        dryRun,
        by,
        all.items(),
        all.bytes(),
        started.toInstant(),
        finished.toInstant());
  }

  private Retained.Removed removeAll(long report, Retained data, Timestamp started) {
    long end = System.nanoTime() + LONGEST.toNanos();
    Retained.Removed all = Retained.Removed.NOTHING;
    while (System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
      Retained.Removed some = data.removeSome(rules, started.toInstant());
      if (some.items() == 0) {
        break;
      }
      all = all.and(some);
      note(report, all, null);
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return all;
  }

  private void note(
      long report, Retained.Removed all, @org.jspecify.annotations.Nullable Timestamp finished) {
    jdbc.sql(
            """
            update retention_report set items = :items, bytes = :bytes, finished_at = :finished
            where id = :id
            """)
        .param("items", all.items())
        .param("bytes", all.bytes())
        .param("finished", finished)
        .param("id", report)
        .update();
  }
}
