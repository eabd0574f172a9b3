package io.netauto.server.runs;

import io.netauto.server.identity.CustomerId;
import io.netauto.server.inventory.DeviceId;
import io.netauto.server.jobs.JobId;
import io.netauto.server.jobs.Jobs;
import io.netauto.server.jobs.NewJob.Mode;
import io.netauto.server.jobs.NodeName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/**
 * Moves runs from state to state, here and nowhere else: many at a time, from an expected state,
 * together with their jobs' counters and logs. Every method belongs into the caller's transaction,
 * and locks runs before jobs.
 */
@Repository
class RunStates {
  /** A run that is read-only begins again after the death of its node until it began this often. */
  static final int ATTEMPTS = 3;

  private final JdbcClient jdbc;
  private final Jobs jobs;
  private final NodeNews news;
  private final EndsOfRuns ends;
  private final NodeName node;
  private final JsonMapper json;
  private final SealedOutput sealed;
  private final Clock clock;

  RunStates(
      JdbcClient jdbc,
      Jobs jobs,
      NodeNews news,
      EndsOfRuns ends,
      NodeName node,
      JsonMapper json,
      SealedOutput sealed,
      Clock clock) {
    this.ends = ends;
    this.jdbc = jdbc;
    this.jobs = jobs;
    this.news = news;
    this.node = node;
    this.json = json;
    this.sealed = sealed;
    this.clock = clock;
  }

  /**
   * What a node needs to do a run.
   *
   * @param attempt counts from 1
   * @param linesFull how often the device had no free line for it
   * @param linesFullSince since when; null for never
   * @param seq the newest entry of earlier attempts; 0 for none
   */
  record Claimed(
      RunId id,
      JobId job,
      CustomerId customer,
      @Nullable DeviceId device,
      String hostname,
      List<String> commands,
      String requestedBy,
      Mode mode,
      boolean person,
      List<String> scopes,
      int attempt,
      int linesFull,
      @Nullable Instant linesFullSince,
      int seq,
      long bytes,
      long lines) {

    /** Whether it may begin again after it was broken off; waiting for a line does not count. */
    boolean mayBeginAgain() {
      return mode == Mode.READ && attempt - linesFull < ATTEMPTS;
    }

    Claimed withLines(long all) {
      return new Claimed(
          id,
          job,
          customer,
          device,
          hostname,
          commands,
          requestedBy,
          mode,
          person,
          scopes,
          attempt,
          linesFull,
          linesFullSince,
          seq,
          bytes,
          all);
    }
  }

  /** How many running runs of all nodes need each scope. */
  Map<String, Integer> held() {
    Map<String, Integer> held = new HashMap<>();
    jdbc.sql(
            """
            select scope, count(*) as n from run r, unnest(r.scopes) as scope
            where r.status = 'running' group by scope
            """)
        .query(
            rs -> {
              held.put(rs.getString("scope"), rs.getInt("n"));
            });
    return held;
  }

  /** Takes pending runs for this node; those that are not pending any longer are left out. */
  List<Claimed> claim(Collection<Long> ids) {
    Long[] wanted = ids.toArray(Long[]::new);
    hold(wanted);
    List<Claimed> claimed =
        jdbc.sql(
                """
                update run r set status = 'running', node = :node, attempt = r.attempt + 1,
                    started_at = coalesce(r.started_at, :now::timestamptz), not_before = null
                from job j
                where r.id = any(:ids) and r.status = 'pending' and j.id = r.job_id
                    and (j.open_until is null or j.open_until > :now::timestamptz)
                returning r.*, j.requested_by, j.priority
                """)
            .param("ids", wanted)
            .param("node", node.value())
            .param("now", now())
            .query(RunStates::claimed)
            .list();
    tell(
        claimed.stream()
            .map(c -> event(c.job(), c.id().value(), RunStatus.PENDING, RunStatus.RUNNING, c.seq()))
            .toList());
    return claimed;
  }

  /**
   * Where a running run is.
   *
   * @param seq the newest entry of its log
   * @param bytes all that the device sent
   * @param lines its finished lines
   * @param credRef the credential that it logs in with; null before that is known
   * @param end null while it goes on
   */
  record Progress(
      RunId id,
      JobId job,
      CustomerId customer,
      int attempt,
      int seq,
      long bytes,
      long lines,
      @Nullable String credRef,
      @Nullable RunEnd end) {}

  /**
   * Notes where this node's runs are.
   *
   * @return the runs that were still this node's; of the others nothing was noted
   */
  Set<Long> progressed(List<Progress> all) {
    List<Progress> sorted =
        all.stream().sorted((a, b) -> Long.compare(a.id().value(), b.id().value())).toList();
    Long[] ids = sorted.stream().map(p -> p.id().value()).toArray(Long[]::new);
    hold(ids);
    Set<Long> own =
        new HashSet<>(
            jdbc.sql(
                    """
                    update run r set seq = v.seq, bytes = v.bytes, lines = v.lines,
                        status = v.status, cause = v.cause::jsonb,
                        output_sum = decode(v.sum, 'hex'),
                        last_words = decode(v.words, 'base64'),
                        not_before = v.not_before::timestamptz,
                        cred_ref = coalesce(v.cred_ref, r.cred_ref),
                        lines_full = r.lines_full + v.no_line::int,
                        lines_full_since = case when v.no_line
                            then coalesce(r.lines_full_since, :now::timestamptz)
                            else r.lines_full_since end,
                        node = case when v.status = 'pending' then null else r.node end,
                        finished_at = case when v.status in ('running', 'pending') then null
                            else :now::timestamptz end
                    from unnest(:ids::bigint[], :attempts::int[], :seqs::int[], :bytes::bigint[],
                        :lines::bigint[], :statuses::text[], :causes::text[], :sums::text[],
                        :words::text[],
                        :befores::text[], :fulls::boolean[], :creds::text[])
                        as v (id, attempt, seq, bytes, lines, status, cause, sum, words, not_before,
                            no_line, cred_ref)
                    where r.id = v.id and r.status = 'running' and r.node = :node
                        and r.attempt = v.attempt
                    returning r.id
                    """)
                .param("ids", ids)
                .param("attempts", sorted.stream().map(Progress::attempt).toArray(Integer[]::new))
                .param("seqs", sorted.stream().map(Progress::seq).toArray(Integer[]::new))
                .param("bytes", sorted.stream().map(Progress::bytes).toArray(Long[]::new))
                .param("lines", sorted.stream().map(Progress::lines).toArray(Long[]::new))
                .param("statuses", sorted.stream().map(p -> to(p).code()).toArray(String[]::new))
                .param("causes", texts(sorted, (p, end) -> json(withoutWords(end.cause()))))
                .param("words", texts(sorted, (p, end) -> words(p, end.cause())))
                .param("sums", texts(sorted, (p, end) -> end.outputSum()))
                .param(
                    "befores",
                    texts(
                        sorted,
                        (p, end) -> end.notBefore() == null ? null : end.notBefore().toString()))
                .param(
                    "fulls",
                    sorted.stream()
                        .map(p -> p.end() != null && p.end().linesFull())
                        .toArray(Boolean[]::new))
                .param("creds", sorted.stream().map(Progress::credRef).toArray(String[]::new))
                .param("node", node.value())
                .param("now", now())
                .query(Long.class)
                .list());
    tell(
        all.stream()
            .filter(p -> own.contains(p.id().value()))
            .map(p -> event(p.job(), p.id().value(), RunStatus.RUNNING, to(p), p.seq()))
            .toList());
    return own;
  }

  private static RunStatus to(Progress progress) {
    return progress.end() == null ? RunStatus.RUNNING : progress.end().status();
  }

  private interface OfEnd {
    @Nullable String of(Progress progress, RunEnd end);
  }

  private static @Nullable String[] texts(List<Progress> all, OfEnd text) {
    @Nullable String[] texts = new String[all.size()];
    for (int i = 0; i < texts.length; i++) {
      RunEnd end = all.get(i).end();
      texts[i] = end == null ? null : text.of(all.get(i), end);
    }
    return texts;
  }

  /** What the device said last is output, too, and stored as such. */
  private @Nullable String words(Progress run, Run.@Nullable Cause cause) {
    byte[] words =
        cause == null ? null : sealed.sealWords(run.customer(), run.id(), cause.lastBytes());
    return words == null ? null : Base64.getEncoder().encodeToString(words);
  }

  private Run.@Nullable Cause withoutWords(Run.@Nullable Cause cause) {
    return cause == null || !sealed.isOn() ? cause : cause.saying("");
  }

  private @Nullable String json(Run.@Nullable Cause cause) {
    return cause == null ? null : json.writeValueAsString(cause);
  }

  /** A run that changed its state without this class' help in the same statement. */
  private record Moved(JobId job, long run, int seq) {}

  private static Moved moved(ResultSet rs, int row) throws SQLException {
    return new Moved(new JobId(rs.getLong("job_id")), rs.getLong("id"), rs.getInt("seq"));
  }

  /** Ends a run of this node as it was at its last entry; does nothing when it is over already. */
  void broke(Claimed run, Run.Cause cause) {
    moved(
        jdbc.sql(
                """
                update run set status = 'error', cause = :cause::jsonb, finished_at = :now
                where id = :id and status = 'running' and node = :node and attempt = :attempt
                returning *
                """)
            .param("cause", json(cause))
            .param("now", now())
            .param("id", run.id().value())
            .param("node", node.value())
            .param("attempt", run.attempt())
            .query(RunStates::moved)
            .list(),
        RunStatus.RUNNING,
        RunStatus.ERROR);
  }

  /** Cancels the pending runs of a job. */
  void cancelPending(JobId job, Run.Cause cause) {
    cancelPending("job_id = :which", job.value(), cause);
  }

  /** Cancels a pending run; one that is not pending is left as it is. */
  void cancelPending(RunId run, Run.Cause cause) {
    cancelPending("id = :which", run.value(), cause);
  }

  private void cancelPending(String which, long id, Run.Cause cause) {
    moved(
        jdbc.sql(
                """
                update run r set status = 'cancelled', cause = :cause::jsonb, finished_at = :now
                where r.id = any(:ids) and r.status = 'pending' returning r.*
                """)
            .param("ids", locked(which + " and status = 'pending'", id))
            .param("cause", json(cause))
            .param("now", now())
            .query(RunStates::moved)
            .list(),
        RunStatus.PENDING,
        RunStatus.CANCELLED);
  }

  /**
   * Holds these runs until the transaction ends, in the order of their numbers. In a statement of
   * its own: an update that joins, and finds that a row it waited for has moved on, may leave that
   * row out.
   */
  private void hold(Long[] ids) {
    jdbc.sql("select id from run where id = any(:ids) order by id for update")
        .param("ids", ids)
        .query(rs -> {});
  }

  /** The runs of a kind, held in the same way. */
  private Long[] locked(String which, long id) {
    return jdbc.sql("select id from run where %s order by id for update".formatted(which))
        .param("which", id)
        .query((rs, row) -> rs.getLong(1))
        .list()
        .toArray(Long[]::new);
  }

  /** Asks the nodes to end the running runs of a job. */
  void askToCancel(JobId job) {
    askToCancel("job_id = :which", job.value());
  }

  /** Asks its node to end a running run. */
  void askToCancel(RunId run) {
    askToCancel("id = :which", run.value());
  }

  private void askToCancel(String which, long id) {
    news.tellCancels(
        jdbc.sql(
                """
                update run r set cancel = true
                where r.id = any(:ids) and r.status = 'running' returning r.id
                """)
            .param("ids", locked(which + " and status = 'running'", id))
            .query((rs, row) -> rs.getLong(1))
            .list());
  }

  /**
   * Runs that are pending again.
   *
   * @param first the lowest of their numbers
   */
  record Again(JobId job, boolean person, long first, long last) {}

  /**
   * Judges the runs of a dead node: what only reads begins again, what may have changed a device is
   * interrupted for good, and what was to be cancelled is cancelled.
   */
  List<Again> judge(String deadNode, Run.Cause interrupted, Run.Cause cancelled) {
    jdbc.sql("select id from run where node = :node and status = 'running' order by id for update")
        .param("node", deadNode)
        .query(rs -> {});
    moved(
        end(deadNode, "cancel", RunStatus.CANCELLED, cancelled),
        RunStatus.RUNNING,
        RunStatus.CANCELLED);
    moved(
        end(
            deadNode,
            "(mode <> 'read' or attempt - lines_full >= " + ATTEMPTS + ")",
            RunStatus.INTERRUPTED,
            interrupted),
        RunStatus.RUNNING,
        RunStatus.INTERRUPTED);
    List<Moved> again =
        jdbc.sql(
                """
                update run set status = 'pending', node = null
                where node = :node and status = 'running' returning *
                """)
            .param("node", deadNode)
            .query(RunStates::moved)
            .list();
    moved(again, RunStatus.RUNNING, RunStatus.PENDING);
    return jdbc.sql(
            """
            select r.job_id, j.priority, min(r.id) as first, max(r.id) as last
            from run r join job j on j.id = r.job_id
            where r.id = any(:ids) group by r.job_id, j.priority
            """)
        .param("ids", again.stream().map(Moved::run).toArray(Long[]::new))
        .query(
            (rs, row) ->
                new Again(
                    new JobId(rs.getLong("job_id")),
                    rs.getString("priority").equals("person"),
                    rs.getLong("first"),
                    rs.getLong("last")))
        .list();
  }

  private List<Moved> end(String deadNode, String which, RunStatus to, Run.Cause cause) {
    return jdbc.sql(
            """
            update run set status = :to, cause = :cause::jsonb, finished_at = :now
            where node = :node and status = 'running' and %s returning *
            """
                .formatted(which))
        .param("to", to.code())
        .param("cause", json(cause))
        .param("now", now())
        .param("node", deadNode)
        .query(RunStates::moved)
        .list();
  }

  private void moved(List<Moved> all, RunStatus from, RunStatus to) {
    tell(all.stream().map(m -> event(m.job(), m.run(), from, to, m.seq())).toList());
  }

  private static Jobs.Event event(JobId job, long run, RunStatus from, RunStatus to, int seq) {
    return new Jobs.Event(job, run, from.part(), to.part(), seq);
  }

  private void tell(List<Jobs.Event> events) {
    if (events.isEmpty()) {
      return;
    }
    jobs.happened(events);
    ends.tell(
        events.stream()
            .filter(e -> e.from() != e.to() && e.to().isFinal())
            .map(Jobs.Event::part)
            .toList());
    news.tellRuns(events.stream().map(Jobs.Event::part).toList());
    news.tellJobs(events.stream().map(e -> e.job().value()).distinct().toList());
  }

  private Timestamp now() {
    return Timestamp.from(clock.instant());
  }

  private static Claimed claimed(ResultSet rs, int row) throws SQLException {
    long device = rs.getLong("device_id");
    boolean deleted = rs.wasNull();
    return new Claimed(
        new RunId(rs.getLong("id")),
        new JobId(rs.getLong("job_id")),
        new CustomerId(rs.getLong("customer_id")),
        deleted ? null : new DeviceId(device),
        rs.getString("hostname"),
        texts(rs, "commands"),
        rs.getString("requested_by"),
        Mode.of(rs.getString("mode")),
        rs.getString("priority").equals("person"),
        texts(rs, "scopes"),
        rs.getInt("attempt"),
        rs.getInt("lines_full"),
        instant(rs, "lines_full_since"),
        rs.getInt("seq"),
        rs.getLong("bytes"),
        rs.getLong("lines"));
  }

  private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
    Timestamp value = rs.getTimestamp(column);
    return value == null ? null : value.toInstant();
  }

  static List<String> texts(ResultSet rs, String column) throws SQLException {
    return new ArrayList<>(Arrays.asList((String[]) rs.getArray(column).getArray()));
  }
}
