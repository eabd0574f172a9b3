package io.netauto.server.runs;

import io.netauto.server.jobs.JobId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The ordered log of a job, as it is read. */
@Repository
class JobEvents {
  private final JdbcClient jdbc;

  JobEvents(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A run came to a status, or its log grew.
   *
   * @param entry the newest entry of the run's log then
   */
  record Event(long seq, long run, RunStatus status, int entry) {}

  /** The events after {@code seq}, in order, at most {@code limit}. */
  List<Event> after(JobId job, long seq, int limit) {
    return jdbc.sql(
            """
            select seq, run_id, status, entry from job_event
            where job_id = :job and seq > :seq order by seq limit :limit
            """)
        .param("job", job.value())
        .param("seq", seq)
        .param("limit", limit)
        .query(
            (rs, row) ->
                new Event(
                    rs.getLong("seq"),
                    rs.getLong("run_id"),
                    RunStatus.of(rs.getString("status")),
                    rs.getInt("entry")))
        .list();
  }

  /** The newest entry of each run that had begun and was not over at the event {@code seq}. */
  Map<Long, Integer> unfinished(JobId job, long seq) {
    Map<Long, Integer> entries = new HashMap<>();
    jdbc.sql(
            """
            select run_id, max(entry) as entry from job_event
            where job_id = :job and seq <= :seq group by run_id
            having max(entry) > 0 and bool_and(status in ('pending', 'running'))
            """)
        .param("job", job.value())
        .param("seq", seq)
        .query(
            rs -> {
              entries.put(rs.getLong("run_id"), rs.getInt("entry"));
            });
    return entries;
  }

  /** The runs of a job among these, as they are now, by their numbers. */
  Map<Long, RunNews> runs(JobId job, Collection<Long> ids) {
    Map<Long, RunNews> runs = new HashMap<>();
    jdbc.sql(
            """
            select id, hostname, platform, status, cause ->> 'code' as code, cause ->> 'summary' as summary,
                bytes, started_at, finished_at,
                encode(sha256(uuid_send((select answer_salt from job where id = :job))
                    || output_sum), 'hex') as answer
            from run where job_id = :job and id = any(:ids)
            """)
        .param("job", job.value())
        .param("ids", ids.toArray(Long[]::new))
        .query(
            rs -> {
              runs.put(rs.getLong("id"), news(rs));
            });
    return runs;
  }

  private static RunNews news(ResultSet rs) throws SQLException {
    return new RunNews(
        rs.getLong("id"),
        0,
        rs.getString("hostname"),
        rs.getString("platform"),
        RunStatus.of(rs.getString("status")),
        rs.getString("code"),
        rs.getString("summary"),
        rs.getLong("bytes"),
        instant(rs, "started_at"),
        instant(rs, "finished_at"),
        rs.getString("answer"));
  }

  private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
    Timestamp value = rs.getTimestamp(column);
    return value == null ? null : value.toInstant();
  }
}
