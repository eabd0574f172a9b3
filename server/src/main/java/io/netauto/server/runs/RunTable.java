package io.netauto.server.runs;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.CustomerId;
import io.netauto.server.inventory.DeviceId;
import io.netauto.server.jobs.Candidate;
import io.netauto.server.jobs.JobId;
import io.netauto.server.jobs.NewJob;
import io.netauto.server.web.Cursor;
import io.netauto.server.web.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The table {@code run} as it is read; {@link RunStates} moves runs from state to state. */
@Repository
class RunTable {
  /** Counting further helps nobody. */
  private static final int COUNTED = 10_000;

  static final String COLUMNS =
      "select r.*, j.requested_by from run r join job j on j.id = r.job_id ";

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final SealedOutput sealed;
  private final Clock clock;

  RunTable(JdbcClient jdbc, JsonMapper json, SealedOutput sealed, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.sealed = sealed;
    this.clock = clock;
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

  /** The runs of a job behind one of them, in their order. */
  List<Run> ofJob(CustomerId customer, JobId job, long after, int limit) {
    return jdbc.sql(
            COLUMNS
                + "where r.job_id = :job and r.customer_id = :customer and r.id > :after"
                + " order by r.id limit :limit")
        .param("job", job.value())
        .param("customer", customer.value())
        .param("after", after)
        .param("limit", limit)
        .query(this::run)
        .list();
  }

  /** The different ones among a job's commands of this index, in the order of the runs. */
  List<Outputs.Asked> asked(CustomerId customer, JobId job, int command) {
    return jdbc.sql(
            """
            select platform, commands[:place] as command from run
            where job_id = :job and customer_id = :customer and commands[:place] is not null
            group by 1, 2 order by min(id)
            """)
        .param("place", command + 1)
        .param("job", job.value())
        .param("customer", customer.value())
        .query((rs, row) -> new Outputs.Asked(rs.getString("platform"), rs.getString("command")))
        .list();
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
    if (query.job() != null) {
      where.append(" and r.job_id = :job");
      params.put("job", query.job());
    }
    long total =
        jdbc.sql(
                "select count(*) from (select 1 from run r where %s limit %d) r"
                    .formatted(where, COUNTED + 1))
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
      return Page.counted(runs, null, total, COUNTED);
    }
    List<Run> page = runs.subList(0, query.limit());
    return Page.counted(
        page, Cursor.encode("runs", page.getLast().id().toString()), total, COUNTED);
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

  /** Those of the running runs that are to be cancelled. */
  List<Long> cancelAsked(Collection<Long> runs) {
    return jdbc.sql("select id from run where id = any(:ids) and status = 'running' and cancel")
        .param("ids", runs.toArray(Long[]::new))
        .query((rs, row) -> rs.getLong(1))
        .list();
  }

  /** The pending runs of a slice, as the governor sees them. */
  List<Candidate> pending(Slice slice) {
    return jdbc.sql(
            """
            select id, scopes, not_before from run
            where job_id = :job and id between :first and :last and status = 'pending' order by id
            """)
        .param("job", slice.job())
        .param("first", slice.first())
        .param("last", slice.last())
        .query(
            (rs, row) ->
                new Candidate(
                    rs.getLong("id"),
                    slice.job(),
                    slice.person(),
                    RunStates.texts(rs, "scopes"),
                    instant(rs, "not_before")))
        .list();
  }

  /** Whether a pending run is put off because the device had no free line. */
  boolean waitsForALine(RunId id) {
    return jdbc.sql("select lines_full > 0 and not_before > :now from run where id = :id")
        .param("id", id.value())
        .param("now", Timestamp.from(clock.instant()))
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  /** How many runs talk to a device, on all nodes. */
  int running(CustomerId customer, DeviceId device) {
    return jdbc.sql(
            """
            select count(*) from run
            where status = 'running' and device_id = :device and customer_id = :customer
            """)
        .param("device", device.value())
        .param("customer", customer.value())
        .query(Integer.class)
        .single();
  }

  /** Notes that a run was given a session of an earlier one. */
  void reused(RunId id) {
    jdbc.sql("update run set session_reused = true where id = :id")
        .param("id", id.value())
        .update();
  }

  /** What a run needs permits of. */
  List<String> scopes(RunId id) {
    return jdbc.sql("select scopes from run where id = :id")
        .param("id", id.value())
        .query((rs, row) -> RunStates.texts(rs, "scopes"))
        .single();
  }

  /** A command and the job that had it last. */
  record Recent(String command, long job) {}

  /** The last commands of an actor on a device, newest first, each once. */
  List<Recent> recentCommands(Actor actor, DeviceId device) {
    return jdbc.sql(
            """
            select command, job from (
              select unnest(commands) as command, max(id) as newest, max(job_id) as job from (
                select id, job_id, commands from run where device_id = :device and customer_id = :customer
                order by id desc limit 50) r
              group by 1) c
            order by newest desc limit 20
            """)
        .param("device", device.value())
        .param("customer", actor.customer().value())
        .query((rs, row) -> new Recent(rs.getString("command"), rs.getLong("job")))
        .list();
  }

  Run run(ResultSet rs, int row) throws SQLException {
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
        RunStates.texts(rs, "commands"),
        status,
        cause == null ? null : cause(rs, json.readValue(cause, Run.Cause.class)),
        rs.getLong("bytes"),
        rs.getLong("lines"),
        rs.getInt("seq"),
        rs.getString("requested_by"),
        rs.getTimestamp("created_at").toInstant(),
        instant(rs, "started_at"),
        instant(rs, "finished_at"),
        rs.getInt("attempt"),
        NewJob.Mode.of(rs.getString("mode")),
        rs.getBoolean("session_reused"),
        null);
  }

  private Run.Cause cause(ResultSet rs, Run.Cause cause) throws SQLException {
    byte[] words = rs.getBytes("last_words");
    return words == null
        ? cause
        : cause.saying(
            sealed.openWords(
                new CustomerId(rs.getLong("customer_id")), new RunId(rs.getLong("id")), words));
  }

  private static @Nullable DeviceId device(ResultSet rs) throws SQLException {
    long id = rs.getLong("device_id");
    return rs.wasNull() ? null : new DeviceId(id);
  }

  private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
    Timestamp value = rs.getTimestamp(column);
    return value == null ? null : value.toInstant();
  }
}
