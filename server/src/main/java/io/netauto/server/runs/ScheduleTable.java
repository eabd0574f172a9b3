package io.netauto.server.runs;

import io.netauto.server.commands.Mode;
import io.netauto.server.identity.Actor;
import io.netauto.server.identity.CustomerId;
import io.netauto.server.identity.UserId;
import io.netauto.server.inventory.DeviceSelection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The table {@code schedule}. */
@Repository
class ScheduleTable {
  private static final String SELECT =
      """
      select s.*, w.name as window_name from schedule s
      left join maintenance_window w on w.id = s.window_id
      """;

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final Clock clock;

  ScheduleTable(JdbcClient jdbc, JsonMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  /** What is stored of a draft as it is. */
  private record Stored(
      @Nullable List<String> devices,
      @Nullable String group,
      DeviceSelection.@Nullable Filter filter,
      List<String> commands,
      @Nullable String template,
      Map<String, String> variables,
      @Nullable Mode mode) {

    static Stored of(Schedule.Draft draft) {
      DeviceSelection targets = draft.targets();
      return new Stored(
          targets instanceof DeviceSelection.Devices d ? d.names() : null,
          targets instanceof DeviceSelection.Group g ? g.name() : null,
          targets instanceof DeviceSelection.Filter f ? f : null,
          draft.commands(),
          draft.template(),
          draft.variables(),
          draft.mode());
    }

    DeviceSelection targets() {
      if (devices != null) {
        return new DeviceSelection.Devices(devices);
      }
      return group != null
          ? new DeviceSelection.Group(group)
          : filter != null ? filter : new DeviceSelection.Filter("", Map.of());
    }
  }

  /** A schedule and on whose behalf it runs. */
  record Owned(Schedule schedule, CustomerId customer, UserId owner) {}

  long save(
      Actor actor,
      @Nullable Long id,
      Schedule.Draft draft,
      @Nullable Long window,
      @Nullable Instant next) {
    String sql =
        id == null
            ? """
            insert into schedule (customer_id, name, request, cron, zone, enabled, window_id,
                owner_id, owner, next_at, created_at, updated_at)
            values (:customer, :name, :request::jsonb, :cron, :zone, :enabled, :window,
                :owner, :username, :next, :now, :now)
            returning id
            """
            : """
            update schedule set name = :name, request = :request::jsonb, cron = :cron,
                zone = :zone, enabled = :enabled, window_id = :window, owner_id = :owner,
                owner = :username, next_at = :next, updated_at = :now
            where id = :id and customer_id = :customer returning id
            """;
    var statement =
        jdbc.sql(sql)
            .param("customer", actor.customer().value())
            .param("name", draft.name())
            .param("request", json.writeValueAsString(Stored.of(draft)))
            .param("cron", draft.cron())
            .param("zone", draft.zone())
            .param("enabled", draft.enabled())
            .param("window", window)
            .param("owner", actor.user().value())
            .param("username", actor.username())
            .param("next", timestamp(next))
            .param("now", Timestamp.from(clock.instant()));
    return (id == null ? statement : statement.param("id", id)).query(Long.class).single();
  }

  List<Schedule> list(CustomerId customer) {
    return jdbc.sql(SELECT + "where s.customer_id = :customer order by lower(s.name)")
        .param("customer", customer.value())
        .query(this::schedule)
        .list();
  }

  Optional<Schedule> byId(CustomerId customer, long id) {
    return jdbc.sql(SELECT + "where s.customer_id = :customer and s.id = :id")
        .param("customer", customer.value())
        .param("id", id)
        .query(this::schedule)
        .optional();
  }

  /** The schedule, locked until the end of the transaction. */
  Optional<Owned> lock(long id) {
    return jdbc.sql(SELECT + "where s.id = :id for update of s")
        .param("id", id)
        .query(
            (rs, row) ->
                new Owned(
                    schedule(rs, row),
                    new CustomerId(rs.getLong("customer_id")),
                    new UserId(rs.getLong("owner_id"))))
        .optional();
  }

  void fired(
      long id, Instant at, @Nullable Long job, @Nullable String problem, @Nullable Instant next) {
    jdbc.sql(
            """
            update schedule set last_at = :at, last_job_id = coalesce(:job, last_job_id),
                last_problem = :problem, next_at = :next
            where id = :id
            """)
        .param("at", Timestamp.from(at))
        .param("job", job)
        .param("problem", problem)
        .param("next", timestamp(next))
        .param("id", id)
        .update();
  }

  /** Makes no more jobs of it. */
  void disable(CustomerId customer, long id) {
    jdbc.sql(
            """
            update schedule set enabled = false, next_at = null, updated_at = :now
            where id = :id and customer_id = :customer
            """)
        .param("now", Timestamp.from(clock.instant()))
        .param("id", id)
        .param("customer", customer.value())
        .update();
  }

  boolean delete(CustomerId customer, long id) {
    return jdbc.sql("delete from schedule where id = :id and customer_id = :customer")
            .param("id", id)
            .param("customer", customer.value())
            .update()
        == 1;
  }

  private static @Nullable Timestamp timestamp(@Nullable Instant time) {
    return time == null ? null : Timestamp.from(time);
  }

  private Schedule schedule(ResultSet rs, int row) throws SQLException {
    Stored stored = json.readValue(rs.getString("request"), Stored.class);
    long job = rs.getLong("last_job_id");
    boolean none = rs.wasNull();
    return new Schedule(
        rs.getLong("id"),
        new Schedule.Draft(
            rs.getString("name"),
            stored.targets(),
            stored.commands(),
            stored.template(),
            stored.variables(),
            stored.mode(),
            rs.getString("cron"),
            rs.getString("zone"),
            rs.getString("window_name"),
            rs.getBoolean("enabled")),
        rs.getString("owner"),
        instant(rs, "next_at"),
        instant(rs, "last_at"),
        none ? null : job,
        rs.getString("last_problem"));
  }

  private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
    Timestamp value = rs.getTimestamp(column);
    return value == null ? null : value.toInstant();
  }
}
