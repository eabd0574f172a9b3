package io.netauto.server.runs;

import io.netauto.server.identity.CustomerId;
import io.netauto.server.jobs.JobId;
import io.netauto.server.jobs.NewJob.Mode;
import io.netauto.server.web.Cursor;
import io.netauto.server.web.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Reads jobs. */
@Repository
class JobReader {
  /** Counting further helps nobody. */
  private static final int COUNTED = 10_000;

  private final JdbcClient jdbc;
  private final JsonMapper json;

  JobReader(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  Optional<Job> byId(CustomerId customer, JobId id) {
    return jdbc.sql("select * from job where id = :id and customer_id = :customer")
        .param("id", id.value())
        .param("customer", customer.value())
        .query(this::job)
        .optional();
  }

  Page<Job> list(CustomerId customer, JobQuery query) {
    StringBuilder where = new StringBuilder("customer_id = :customer");
    Map<String, Object> params = new HashMap<>(Map.of("customer", customer.value()));
    if (query.status() != null) {
      where.append(" and status = :status");
      params.put("status", query.status());
    }
    if (query.requester() != null) {
      where.append(" and requested_by = :requester");
      params.put("requester", query.requester());
    }
    if (query.parent() != null) {
      where.append(" and parent_id = :parent");
      params.put("parent", query.parent());
    }
    if (query.schedule() != null) {
      where.append(" and schedule_id = :schedule");
      params.put("schedule", query.schedule());
    }
    if (!query.text().isBlank()) {
      where.append(" and ").append(titleHas(query.text().strip()));
      params.put("text", query.text().strip().replaceAll("([\\\\%_])", "\\\\$1"));
    }
    long total =
        jdbc.sql(
                "select count(*) from (select 1 from job where %s limit %d) j"
                    .formatted(where, COUNTED + 1))
            .params(params)
            .query(Long.class)
            .single();
    if (query.cursor() != null) {
      where.append(" and id < :before");
      params.put("before", Cursor.number(Cursor.decode(query.cursor(), "jobs", 1).getFirst()));
    }
    List<Job> jobs =
        jdbc.sql("select * from job where " + where + " order by id desc limit :limit")
            .params(params)
            .param("limit", query.limit() + 1)
            .query(this::job)
            .list();
    if (jobs.size() <= query.limit()) {
      return Page.counted(jobs, null, total, COUNTED);
    }
    List<Job> page = jobs.subList(0, query.limit());
    return Page.counted(
        page, Cursor.encode("jobs", page.getLast().id().toString()), total, COUNTED);
  }

  /**
   * A condition that the index of the titles' trigrams serves: one or two letters say how a word
   * begins. Signs alone have no trigram; they are looked for in the newest jobs.
   */
  private static String titleHas(String text) {
    if (text.codePoints().noneMatch(Character::isLetterOrDigit)) {
      return """
      title || '' ilike '%%' || :text || '%%' and id >= coalesce((
          select id from job where customer_id = :customer order by id desc offset %d limit 1), 0)
      """
          .formatted(COUNTED);
    }
    return text.length() < 3
        ? "(title ilike :text || '%' or title ilike '% ' || :text || '%')"
        : "title ilike '%' || :text || '%'";
  }

  private Job job(ResultSet rs, int row) throws SQLException {
    Map<RunStatus, Integer> counts = new EnumMap<>(RunStatus.class);
    for (RunStatus status : RunStatus.values()) {
      counts.put(status, rs.getInt(status.code()));
    }
    long parent = rs.getLong("parent_id");
    boolean first = rs.wasNull();
    return new Job(
        new JobId(rs.getLong("id")),
        rs.getString("type"),
        Mode.of(rs.getString("mode")),
        rs.getString("title"),
        rs.getString("priority"),
        rs.getString("status"),
        json.readValue(rs.getString("payload"), JobOrder.class),
        rs.getInt("total"),
        rs.getInt("made"),
        counts,
        rs.getBoolean("cancel"),
        first ? null : new JobId(parent),
        rs.getObject("schedule_id", Long.class),
        rs.getObject("window_id", Long.class),
        instant(rs, "due_at"),
        rs.getLong("seq"),
        rs.getString("requested_by"),
        rs.getTimestamp("created_at").toInstant(),
        instant(rs, "started_at"),
        instant(rs, "finished_at"));
  }

  private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
    Timestamp value = rs.getTimestamp(column);
    return value == null ? null : value.toInstant();
  }
}
