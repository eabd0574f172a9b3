package io.netauto.server.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.jobs.Jobs;
import io.netauto.server.jobs.PartStatus;
import io.netauto.server.testing.ServerTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.support.TransactionTemplate;

/** What waits for rows that another transaction changes leaves none of them out. */
@Import(MadeJob.class)
@Timeout(60)
class RowsThatMoveTest extends ServerTest {
  @Autowired private MadeJob made;
  @Autowired private RunStates states;
  @Autowired private Jobs jobs;
  @Autowired private TransactionTemplate transaction;

  /**
   * Does this while another transaction has changed these rows, and commits once it is waited for.
   */
  private void meanwhile(String change, Runnable action) throws Exception {
    try (Connection other =
            DriverManager.getConnection(
                postgres().jdbcUrl(), postgres().username(), postgres().password());
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      assertThat(statement.executeUpdate(change)).isPositive();
      CompletableFuture<Void> done =
          CompletableFuture.runAsync(
              () -> transaction.executeWithoutResult(status -> action.run()));
      awaitWaiting(other);
      other.commit();
      done.get(20, TimeUnit.SECONDS);
    }
  }

  private void awaitWaiting(Connection other) throws SQLException {
    try (Statement statement = other.createStatement();
        var pid = statement.executeQuery("select pg_backend_pid()")) {
      pid.next();
      int own = pid.getInt(1);
      while (jdbc.sql(
                  "select count(*) from pg_stat_activity where :own = any(pg_blocking_pids(pid))")
              .param("own", own)
              .query(Long.class)
              .single()
          == 0) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void the_counts_of_several_jobs() throws Exception {
    var first = made.make(List.of(unique("moves")));
    var second = made.make(List.of(unique("moves")));
    meanwhile(
        "update job set title = title || '!' where id in (%s, %s)"
            .formatted(first.job(), second.job()),
        () ->
            jobs.happened(
                List.of(
                    new Jobs.Event(
                        first.job(), first.runs().getFirst(), PartStatus.PENDING, PartStatus.OK, 0),
                    new Jobs.Event(
                        second.job(),
                        second.runs().getFirst(),
                        PartStatus.PENDING,
                        PartStatus.OK,
                        0))));
    assertThat(
            jdbc.sql("select ok from job where id in (:first, :second)")
                .param("first", first.job().value())
                .param("second", second.job().value())
                .query(Integer.class)
                .list())
        .containsExactly(1, 1);
  }

  @Test
  void the_claims_the_progress_and_the_cancellation_of_several_runs() throws Exception {
    List<String> names = IntStream.range(0, 20).mapToObj(i -> unique("moves")).toList();
    var job = made.make(names);
    String touch = "update run set lines = lines where job_id = " + job.job();
    meanwhile(touch, () -> assertThat(states.claim(job.runs())).hasSize(20));
    meanwhile(
        touch,
        () ->
            assertThat(
                    states.progressed(
                        job.runs().stream()
                            .map(
                                run ->
                                    new RunStates.Progress(
                                        new RunId(run),
                                        job.job(),
                                        made.actor().customer(),
                                        1,
                                        1,
                                        1,
                                        1,
                                        null,
                                        null))
                            .toList()))
                .hasSize(20));
    meanwhile(touch, () -> states.askToCancel(job.job()));
    assertThat(
            jdbc.sql("select count(*) from run where job_id = :job and cancel")
                .param("job", job.job().value())
                .query(Integer.class)
                .single())
        .isEqualTo(20);
  }
}
