package io.netauto.server.runs;

import io.netauto.driver.config.Redactor;
import io.netauto.server.identity.CustomerId;
import io.netauto.server.jobs.JobId;
import io.netauto.server.web.Cursor;
import io.netauto.server.web.Page;
import io.netauto.server.web.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The runs of one job as they are read together. */
@Repository
class JobRunTable {
  /** The most runs of a grid. */
  private static final int GRID = 50_000;

  /** The most groups of a list of groups. */
  private static final int GROUPS = 100;

  private static final List<String> STATUSES =
      Arrays.stream(RunStatus.values()).map(RunStatus::code).toList();

  private final JdbcClient jdbc;
  private final RunTable runs;

  JobRunTable(JdbcClient jdbc, RunTable runs) {
    this.jdbc = jdbc;
    this.runs = runs;
  }

  Page<Run> list(CustomerId customer, JobId job, JobRunQuery query) {
    StringBuilder where = new StringBuilder("r.job_id = :job and r.customer_id = :customer");
    Map<String, Object> params = new HashMap<>();
    params.put("job", job.value());
    params.put("customer", customer.value());
    if (query.status() != null) {
      where.append(" and r.status = :status");
      params.put("status", query.status().code());
    }
    if (query.cause() != null) {
      where.append(" and r.cause ->> 'code' = :cause");
      params.put("cause", query.cause());
    }
    if (query.answer() != null) {
      where.append(
          " and sha256(uuid_send(j.answer_salt) || r.output_sum) = decode(:answer, 'hex')");
      params.put("answer", sum(query.answer()));
    }
    if (!query.hostname().isBlank()) {
      where.append(" and r.hostname ilike '%' || :hostname || '%'");
      params.put("hostname", query.hostname().strip().replaceAll("([\\\\%_])", "\\\\$1"));
    }
    long total =
        jdbc.sql(
                "select count(*) from (select 1 from run r "
                    + (query.answer() == null ? "" : "join job j on j.id = r.job_id ")
                    + "where "
                    + where
                    + " limit :most) r")
            .param("most", GRID + 1)
            .params(params)
            .query(Long.class)
            .single();
    if (query.cursor() != null) {
      where.append(" and r.id > :after");
      params.put("after", Cursor.number(Cursor.decode(query.cursor(), "job-runs", 1).getFirst()));
    }
    List<Run> found =
        jdbc.sql(RunTable.COLUMNS + "where " + where + " order by r.id limit :limit")
            .params(params)
            .param("limit", query.limit() + 1)
            .query(runs::run)
            .list();
    if (found.size() <= query.limit()) {
      return Page.counted(found, null, total, GRID);
    }
    List<Run> page = found.subList(0, query.limit());
    return Page.counted(
        page, Cursor.encode("job-runs", page.getLast().id().toString()), total, GRID);
  }

  /** The first that waits; the jobs' counts may be ahead of it for a moment. */
  Optional<RunId> firstPending(CustomerId customer, JobId job) {
    return jdbc.sql(
            """
            select id from run where job_id = :job and customer_id = :customer
                and status = 'pending'
            order by id limit 1
            """)
        .param("job", job.value())
        .param("customer", customer.value())
        .query(Long.class)
        .optional()
        .map(RunId::new);
  }

  private static String sum(String answer) {
    String hex = answer.toLowerCase(Locale.ROOT);
    if (!hex.matches("[0-9a-f]{64}")) {
      throw ProblemException.invalid("answer", "An answer is named by 64 hexadecimal digits.");
    }
    return hex;
  }

  /** The job's place and its runs are of the same moment: one query reads them. */
  JobGrid grid(CustomerId customer, JobId job) {
    Columns columns = new Columns();
    jdbc.sql(
            """
            select j.seq as job_seq, j.total, r.id, r.hostname, r.status,
                r.cause ->> 'code' as cause, r.bytes,
                case when r.output_sum is null then -1
                    else dense_rank() over (order by r.output_sum) end as answer,
                coalesce((extract(epoch from r.finished_at - r.started_at) * 1000)::bigint, -1)
                    as millis
            from job j left join run r on r.job_id = j.id
            where j.id = :job and j.customer_id = :customer order by r.id limit :limit
            """)
        .param("job", job.value())
        .param("customer", customer.value())
        .param("limit", GRID + 1)
        .query(columns::add);
    return columns.grid();
  }

  private static final class Columns {
    private final List<String> causes = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final List<Long> id = new ArrayList<>();
    private final List<String> hostname = new ArrayList<>();
    private final List<Integer> status = new ArrayList<>();
    private final List<Integer> cause = new ArrayList<>();
    private final List<Integer> answer = new ArrayList<>();
    private final List<Long> bytes = new ArrayList<>();
    private final List<Long> millis = new ArrayList<>();
    private long seq;
    private int total;
    private boolean more;

    void add(ResultSet rs) throws SQLException {
      seq = rs.getLong("job_seq");
      total = rs.getInt("total");
      long run = rs.getLong("id");
      if (rs.wasNull()) {
        return; // none is made yet
      }
      if (id.size() == GRID) {
        more = true;
        return;
      }
      id.add(run);
      hostname.add(rs.getString("hostname"));
      status.add(STATUSES.indexOf(rs.getString("status")));
      cause.add(place(rs.getString("cause")));
      answer.add(rs.getInt("answer"));
      bytes.add(rs.getLong("bytes"));
      millis.add(rs.getLong("millis"));
    }

    private int place(@Nullable String code) {
      if (code == null) {
        return -1;
      }
      return places.computeIfAbsent(
          code,
          c -> {
            causes.add(c);
            return causes.size() - 1;
          });
    }

    JobGrid grid() {
      return new JobGrid(
          seq, total, more, STATUSES, causes, id, hostname, status, cause, answer, bytes, millis);
    }
  }

  /** What hides secrets in what a platform says. */
  interface MaskOf {
    @Nullable Redactor of(String platform);
  }

  /** The most frequent first. */
  List<JobCause> causes(CustomerId customer, JobId job, MaskOf masks) {
    return jdbc.sql(
            """
            with caused as (
              select cause ->> 'code' as code, count(*) as n, min(id) as first from run
              where job_id = :job and customer_id = :customer and cause is not null
              group by 1 order by n desc, code limit :limit
            )
            select c.code, c.n, r.platform, r.cause ->> 'summary' as summary, r.cause ->> 'advice' as advice
            from caused c join run r on r.id = c.first order by c.n desc, c.code
            """)
        .param("job", job.value())
        .param("customer", customer.value())
        .param("limit", GROUPS)
        .query(
            (rs, row) -> {
              Redactor mask = masks.of(rs.getString("platform"));
              String summary = text(rs, "summary");
              return new JobCause(
                  rs.getString("code"),
                  mask == null ? summary : Masks.words(mask, summary),
                  text(rs, "advice"),
                  rs.getInt("n"));
            })
        .list();
  }

  private static String text(ResultSet rs, String column) throws SQLException {
    String text = rs.getString(column);
    return text == null ? "" : text;
  }

  /** The most frequent first. */
  JobAnswers answers(CustomerId customer, JobId job) {
    int[] different = {0};
    List<JobAnswer> groups =
        jdbc.sql(
                """
                select encode(sha256(uuid_send((select answer_salt from job where id = :job))
                        || output_sum), 'hex') as answer, count(*) as n, min(id) as first,
                    trim_array(array_agg(hostname order by id),
                        greatest(count(*)::int - 5, 0)) as hostnames,
                    count(*) over () as different
                from run
                where job_id = :job and customer_id = :customer and output_sum is not null
                group by output_sum order by n desc, first limit :limit
                """)
            .param("job", job.value())
            .param("customer", customer.value())
            .param("limit", GROUPS)
            .query(
                (rs, row) -> {
                  different[0] = rs.getInt("different");
                  return new JobAnswer(
                      rs.getString("answer"),
                      rs.getInt("n"),
                      RunStates.texts(rs, "hostnames"),
                      new RunId(rs.getLong("first")));
                })
            .list();
    return new JobAnswers(groups, different[0]);
  }
}
