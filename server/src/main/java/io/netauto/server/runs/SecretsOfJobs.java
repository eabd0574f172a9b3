package io.netauto.server.runs;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The secret values that the templates of jobs were given, as patterns: they stand in the commands
 * of the jobs' runs. A job never changes what it does, so what was read stays right. Thread-safe.
 */
@Component
class SecretsOfJobs {
  private static final int MOST_KEPT = 2_000;

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final Map<Long, List<Pattern>> kept = new ConcurrentHashMap<>();

  SecretsOfJobs(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** Empty for a job without a template, and for none at all. */
  List<Pattern> of(long job) {
    List<Pattern> known = kept.get(job);
    if (known != null) {
      return known;
    }
    read(List.of(job));
    return kept.getOrDefault(job, List.of());
  }

  /** Reads those of many jobs at once, which are asked for next. */
  void read(Collection<Long> jobs) {
    Long[] missing =
        jobs.stream().distinct().filter(job -> !kept.containsKey(job)).toArray(Long[]::new);
    if (missing.length == 0) {
      return;
    }
    if (kept.size() + missing.length > MOST_KEPT) {
      kept.clear();
    }
    jdbc.sql(
            """
            select id, case when payload -> 'variables' is not null then payload end as payload
            from job where id = any(:ids)
            """)
        .param("ids", missing)
        .query(
            rs -> {
              kept.put(rs.getLong("id"), patterns(rs));
            });
  }

  private List<Pattern> patterns(ResultSet rs) throws SQLException {
    String payload = rs.getString("payload");
    return payload == null ? List.of() : json.readValue(payload, JobOrder.class).secretValues();
  }
}
