package io.netauto.server.runs;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.CustomerId;
import io.netauto.server.inventory.Device;
import io.netauto.server.inventory.DeviceId;
import io.netauto.server.jobs.JobId;
import io.netauto.server.jobs.Jobs;
import io.netauto.server.web.Cursor;
import io.netauto.server.web.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * The table {@code run}. A run changes its status here and nowhere else: from an expected status,
 * together with its job's counters, in one transaction.
 */
@Repository
class RunTable {
  private static final String COLUMNS =
      "select r.*, j.requested_by from run r join job j on j.id = r.job_id ";

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Jobs jobs;
  private final NodeNews news;
  private final JsonMapper json;
  private final Clock clock;

  RunTable(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Jobs jobs,
      NodeNews news,
      JsonMapper json,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.jobs = jobs;
    this.news = news;
    this.json = json;
    this.clock = clock;
  }

  RunId insert(JobId job, Device device, List<String> commands) {
    return new RunId(
        jdbc.sql(
                """
                insert into run (job_id, customer_id, device_id, hostname, address, port, platform,
                    commands, created_at)
                values (:job, :customer, :device, :hostname, :address, :port, :platform,
                    :commands, :now)
                returning id
                """)
            .param("job", job.value())
            .param("customer", device.customer().value())
            .param("device", device.id().value())
            .param("hostname", device.hostname())
            .param("address", device.address())
            .param("port", device.port())
            .param("platform", device.platform())
            .param("commands", commands.toArray(String[]::new))
            .param("now", Timestamp.from(clock.instant()))
            .query(Long.class)
            .single());
  }

  Optional<Run> byId(CustomerId customer, RunId id) {
    return jdbc.sql(COLUMNS + "where r.id = :id and r.customer_id = :customer")
        .param("id", id.value())
        .param("customer", customer.value())
        .query(this::run)
        .optional();
  }

  Optional<Run> byJob(CustomerId customer, JobId job) {
    return jdbc.sql(
            COLUMNS + "where r.job_id = :job and r.customer_id = :customer order by r.id limit 1")
        .param("job", job.value())
        .param("customer", customer.value())
        .query(this::run)
        .optional();
  }

  Page<Run> list(CustomerId customer, RunQuery query) {
    StringBuilder where = new StringBuilder("r.customer_id = :customer");
    Map<String, Object> params = new HashMap<>(Map.of("customer", customer.value()));
    if (query.device() != null) {
      where.append(" and r.device_id = :device");
      params.put("device", query.device().value());
    }
    if (query.status() != null) {
      where.append(" and r.status = :status");
      params.put("status", query.status().code());
    }
    long total =
        jdbc.sql("select count(*) from run r where " + where)
            .params(params)
            .query(Long.class)
            .single();
    if (query.cursor() != null) {
      where.append(" and r.id < :before");
      params.put("before", Cursor.number(Cursor.decode(query.cursor(), "runs", 1).getFirst()));
    }
    List<Run> runs =
        jdbc.sql(COLUMNS + "where " + where + " order by r.id desc limit :limit")
            .params(params)
            .param("limit", query.limit() + 1)
            .query(this::run)
            .list();
    if (runs.size() <= query.limit()) {
      return new Page<>(runs, null, total);
    }
    List<Run> page = runs.subList(0, query.limit());
    return new Page<>(page, Cursor.encode("runs", page.getLast().id().toString()), total);
  }

  Map<RunStatus, Long> counts(CustomerId customer, Duration last) {
    Map<RunStatus, Long> counts = new EnumMap<>(RunStatus.class);
    for (RunStatus status : RunStatus.values()) {
      counts.put(status, 0L);
    }
    jdbc.sql(
            """
            select status, count(*) as n from run
            where customer_id = :customer and created_at > :since group by status
            """)
        .param("customer", customer.value())
        .param("since", Timestamp.from(clock.instant().minus(last)))
        .query(
            rs -> {
              counts.put(RunStatus.of(rs.getString("status")), rs.getLong("n"));
            });
    return counts;
  }

  /** What a node needs to do a run. */
  record Claimed(
      RunId id,
      CustomerId customer,
      @Nullable DeviceId device,
      String hostname,
      List<String> commands,
      String requestedBy) {}

  /** Takes a pending run for this node; empty when it is not pending any longer. */
  Optional<Claimed> claim(RunId id, String node) {
    return transaction.execute(
        status -> {
          Optional<Claimed> claimed =
              jdbc.sql(
                      """
                      update run r set status = 'running', node = :node, started_at = :now
                      from job j
                      where r.id = :id and r.status = 'pending' and j.id = r.job_id
                      returning r.*, j.requested_by
                      """)
                  .param("id", id.value())
                  .param("node", node)
                  .param("now", Timestamp.from(clock.instant()))
                  .query(RunTable::claimed)
                  .optional();
          if (claimed.isPresent()) {
            jobs.moved(job(id), RunStatus.PENDING.part(), RunStatus.RUNNING.part());
            news.tellPositions(List.of(id.value()));
          }
          return claimed;
        });
  }

  /**
   * Ends a run that is in {@code from}.
   *
   * @return false when it was in another status, and nothing changed
   */
  boolean end(RunId id, RunStatus from, RunStatus to, Run.@Nullable Cause cause) {
    return Boolean.TRUE.equals(
        transaction.execute(
            tx -> {
              int updated =
                  jdbc.sql(
                          """
                          update run set status = :to, cause = :cause::jsonb, finished_at = :now
                          where id = :id and status = :from
                          """)
                      .param("to", to.code())
                      .param("cause", cause == null ? null : json.writeValueAsString(cause))
                      .param("now", Timestamp.from(clock.instant()))
                      .param("id", id.value())
                      .param("from", from.code())
                      .update();
              if (updated == 1) {
                jobs.moved(job(id), from.part(), to.part());
                news.tellPositions(List.of(id.value()));
              }
              return updated == 1;
            }));
  }

  /** Notes that a running run is to be cancelled, and tells the node that runs it. */
  void askToCancel(RunId id) {
    transaction.executeWithoutResult(
        tx -> {
          jdbc.sql("update run set cancel = true where id = :id and status = 'running'")
              .param("id", id.value())
              .update();
          news.tellCancel(id.value());
        });
  }

  boolean cancelAsked(RunId id) {
    return jdbc.sql("select cancel from run where id = :id")
        .param("id", id.value())
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  Optional<RunStatus> status(RunId id) {
    return jdbc.sql("select status from run where id = :id")
        .param("id", id.value())
        .query(String.class)
        .optional()
        .map(RunStatus::of);
  }

  /** The last commands of an actor on a device, newest first, each once. */
  List<String> recentCommands(Actor actor, DeviceId device) {
    return jdbc.sql(
            """
            select command from (
              select unnest(commands) as command, max(id) as newest from (
                select id, commands from run where device_id = :device and customer_id = :customer
                order by id desc limit 50) r
              group by 1) c
            order by newest desc limit 20
            """)
        .param("device", device.value())
        .param("customer", actor.customer().value())
        .query((rs, row) -> rs.getString(1))
        .list();
  }

  private JobId job(RunId id) {
    return new JobId(
        jdbc.sql("select job_id from run where id = :id")
            .param("id", id.value())
            .query(Long.class)
            .single());
  }

  private static Claimed claimed(ResultSet rs, int row) throws SQLException {
    return new Claimed(
        new RunId(rs.getLong("id")),
        new CustomerId(rs.getLong("customer_id")),
        device(rs),
        rs.getString("hostname"),
        texts(rs, "commands"),
        rs.getString("requested_by"));
  }

  private Run run(ResultSet rs, int row) throws SQLException {
    String cause = rs.getString("cause");
    RunStatus status = RunStatus.of(rs.getString("status"));
    return new Run(
        new RunId(rs.getLong("id")),
        rs.getLong("job_id"),
        new Run.DeviceRef(
            device(rs),
            rs.getString("hostname"),
            rs.getString("address"),
            rs.getInt("port"),
            rs.getString("platform")),
        texts(rs, "commands"),
        status,
        cause == null ? null : json.readValue(cause, Run.Cause.class),
        rs.getLong("bytes"),
        rs.getLong("lines"),
        rs.getInt("seq"),
        rs.getString("requested_by"),
        rs.getTimestamp("created_at").toInstant(),
        instant(rs, "started_at"),
        instant(rs, "finished_at"),
        status == RunStatus.PENDING ? "a free session place" : null);
  }

  private static @Nullable DeviceId device(ResultSet rs) throws SQLException {
    long id = rs.getLong("device_id");
    return rs.wasNull() ? null : new DeviceId(id);
  }

  private static List<String> texts(ResultSet rs, String column) throws SQLException {
    return Arrays.asList((String[]) rs.getArray(column).getArray());
  }

  private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
    Timestamp value = rs.getTimestamp(column);
    return value == null ? null : value.toInstant();
  }
}
