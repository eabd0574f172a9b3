package io.netauto.server.runs;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.CustomerId;
import io.netauto.server.inventory.DeviceId;
import io.netauto.server.jobs.JobId;
import io.netauto.server.jobs.Jobs;
import io.netauto.server.jobs.NewJob.Mode;
import io.netauto.server.jobs.PartStatus;
import io.netauto.server.limits.RunScopes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The targets of jobs and how runs are made of them. */
@Repository
class JobTable {
  private final JdbcClient jdbc;
  private final Jobs jobs;
  private final EndsOfRuns ends;
  private final RunScopes scopes;
  private final JsonMapper json;
  private final Clock clock;

  JobTable(
      JdbcClient jdbc, Jobs jobs, EndsOfRuns ends, RunScopes scopes, JsonMapper json, Clock clock) {
    this.ends = ends;
    this.jdbc = jdbc;
    this.jobs = jobs;
    this.scopes = scopes;
    this.json = json;
    this.clock = clock;
  }

  /** Freezes the parts of a job, in this order. */
  void freeze(JobId job, List<CommandsOfJob.Part> parts) {
    jdbc.sql(
            """
            insert into run_target (job_id, position, device_id, commands)
            select :job, place, device, commands::jsonb
            from unnest(:devices::bigint[], :commands::text[]) with ordinality
                as t (device, commands, place)
            """)
        .param("job", job.value())
        .param("devices", parts.stream().map(p -> p.device().value()).toArray(Long[]::new))
        .param("commands", parts.stream().map(p -> json(p.commands())).toArray(String[]::new))
        .update();
  }

  private @Nullable String json(@Nullable List<String> texts) {
    return texts == null ? null : json.writeValueAsString(texts);
  }

  /** A job whose runs are being made. */
  record Plan(
      JobId job,
      CustomerId customer,
      Mode mode,
      boolean person,
      boolean cancel,
      int made,
      int total,
      JobOrder order) {}

  /** The plan of a job, whose row stays locked until the end of the transaction. */
  Optional<Plan> lockPlan(JobId job) {
    return jdbc.sql("select * from job where id = :id for update")
        .param("id", job.value())
        .query(
            (rs, row) ->
                new Plan(
                    new JobId(rs.getLong("id")),
                    new CustomerId(rs.getLong("customer_id")),
                    Mode.of(rs.getString("mode")),
                    rs.getString("priority").equals("person"),
                    rs.getBoolean("cancel"),
                    rs.getInt("made"),
                    rs.getInt("total"),
                    json.readValue(rs.getString("payload"), JobOrder.class)))
        .optional();
  }

  /**
   * One device of a job.
   *
   * @param hostname null when the device was deleted meanwhile
   * @param commands its own, as JSON; null for those of the job
   */
  record Target(
      long device,
      @Nullable String hostname,
      String address,
      int port,
      String platform,
      String site,
      @Nullable String commands) {}

  /** The targets after those that were made. */
  List<Target> targets(JobId job, int made, int limit) {
    return jdbc.sql(
            """
            select t.device_id, d.hostname, d.address, d.port, d.platform, d.site, t.commands
            from run_target t join job j on j.id = t.job_id
            left join device d on d.id = t.device_id and d.customer_id = j.customer_id
            where t.job_id = :job and t.position > :made order by t.position limit :limit
            """)
        .param("job", job.value())
        .param("made", made)
        .param("limit", limit)
        .query(JobTable::target)
        .list();
  }

  /** The devices of the customer as targets, in the given order. */
  List<Target> targets(CustomerId customer, List<DeviceId> devices) {
    return jdbc.sql(
            """
            select d.id as device_id, d.hostname, d.address, d.port, d.platform, d.site,
                null as commands
            from unnest(:devices::bigint[]) with ordinality as t (device, place)
            join device d on d.id = t.device and d.customer_id = :customer order by t.place
            """)
        .param("devices", devices.stream().map(DeviceId::value).toArray(Long[]::new))
        .param("customer", customer.value())
        .query(JobTable::target)
        .list();
  }

  private static Target target(ResultSet rs, int row) throws SQLException {
    String hostname = rs.getString("hostname");
    return new Target(
        rs.getLong("device_id"),
        hostname,
        hostname == null ? "" : rs.getString("address"),
        rs.getInt("port"),
        hostname == null ? "" : rs.getString("platform"),
        hostname == null ? "" : rs.getString("site"),
        rs.getString("commands"));
  }

  private record Made(long id, String status) {}

  /**
   * Makes the runs of targets: pending ones, or what became of them already. Notes in the job how
   * many are made, unless they were counted as made when it was.
   *
   * @return the pending ones
   */
  List<Long> make(Plan plan, List<Target> targets) {
    List<String> statuses = new ArrayList<>();
    List<@Nullable String> causes = new ArrayList<>();
    for (Target target : targets) {
      Run.Cause cause = causeBefore(plan, target);
      causes.add(cause == null ? null : json.writeValueAsString(cause));
      statuses.add(
          (cause == null
                  ? RunStatus.PENDING
                  : plan.cancel() ? RunStatus.CANCELLED : RunStatus.ERROR)
              .code());
    }
    List<Made> made =
        jdbc.sql(
                """
                insert into run (job_id, customer_id, device_id, hostname, address, port, platform,
                    commands, mode, scopes, status, cause, created_at, finished_at)
                select :job, :customer, d.id, coalesce(v.hostname, 'device ' || v.device),
                    v.address, v.port, v.platform,
                    array(select jsonb_array_elements_text(v.commands::jsonb)), :mode,
                    array(select jsonb_array_elements_text(v.scopes::jsonb)), v.status,
                    v.cause::jsonb, :now::timestamptz,
                    case when v.status = 'pending' then null else :now::timestamptz end
                from unnest(:devices::bigint[], :hostnames::text[], :addresses::text[],
                    :ports::int[], :platforms::text[], :commands::text[], :scopes::text[],
                    :statuses::text[], :causes::text[]) with ordinality
                    as v (device, hostname, address, port, platform, commands, scopes, status,
                        cause, place)
                left join device d on d.id = v.device
                order by v.place
                returning id, status
                """)
            .param("job", plan.job().value())
            .param("customer", plan.customer().value())
            .param("mode", plan.mode().code())
            .param("now", Timestamp.from(clock.instant()))
            .param("devices", targets.stream().map(Target::device).toArray(Long[]::new))
            .param("hostnames", targets.stream().map(Target::hostname).toArray(String[]::new))
            .param("addresses", targets.stream().map(Target::address).toArray(String[]::new))
            .param("ports", targets.stream().map(Target::port).toArray(Integer[]::new))
            .param("platforms", targets.stream().map(Target::platform).toArray(String[]::new))
            .param(
                "commands",
                targets.stream()
                    .map(t -> t.commands() == null ? json(plan.order().commands()) : t.commands())
                    .toArray(String[]::new))
            .param(
                "scopes",
                scopes
                    .of(
                        plan.customer(),
                        targets.stream()
                            .map(each -> new RunScopes.Place(each.device(), each.site()))
                            .toList())
                    .stream()
                    .map(json::writeValueAsString)
                    .toArray(String[]::new))
            .param("statuses", statuses.toArray(String[]::new))
            .param("causes", causes.toArray(String[]::new))
            .query((rs, row) -> new Made(rs.getLong("id"), rs.getString("status")))
            .list();
    jdbc.sql("update job set made = made + :made where id = :id and made < total")
        .param("made", made.size())
        .param("id", plan.job().value())
        .update();
    jobs.happened(
        made.stream()
            .map(
                m ->
                    new Jobs.Event(
                        plan.job(), m.id(), PartStatus.PENDING, RunStatus.of(m.status()).part(), 0))
            .toList());
    ends.tell(made.stream().filter(m -> !m.status().equals("pending")).map(Made::id).toList());
    return made.stream().filter(m -> m.status().equals("pending")).map(Made::id).toList();
  }

  private static Run.@Nullable Cause causeBefore(Plan plan, Target target) {
    if (plan.cancel()) {
      return new Run.Cause(
          "cancelled",
          "The job was cancelled before this run was made.",
          "",
          "",
          "Run it again when it is wanted.");
    }
    if (target.hostname() == null) {
      return new Run.Cause(
          "device_deleted",
          "The device was deleted before the run began.",
          "",
          "",
          "Add it again.");
    }
    return null;
  }

  /** Notes which schedule made a job. */
  void madeBy(long schedule, JobId job) {
    jdbc.sql("update job set schedule_id = :schedule where id = :id")
        .param("schedule", schedule)
        .param("id", job.value())
        .update();
  }

  void forgetTargets(JobId job) {
    jdbc.sql("delete from run_target where job_id = :job").param("job", job.value()).update();
  }

  /** Notes that a job is to be cancelled. */
  void cancel(JobId job) {
    jdbc.sql("update job set cancel = true where id = :id").param("id", job.value()).update();
  }

  /** The parts of a job whose runs are in one of these states, in the order of the runs. */
  List<CommandsOfJob.Part> parts(Actor actor, JobId job, List<RunStatus> statuses) {
    return jdbc.sql(
            """
            select r.device_id, r.commands from run r join device d on d.id = r.device_id
            where r.job_id = :job and r.customer_id = :customer and r.status = any(:statuses)
            order by r.id
            """)
        .param("job", job.value())
        .param("customer", actor.customer().value())
        .param("statuses", statuses.stream().map(RunStatus::code).toArray(String[]::new))
        .query(
            (rs, row) ->
                new CommandsOfJob.Part(
                    new DeviceId(rs.getLong(1)), RunStates.texts(rs, "commands")))
        .list();
  }
}
