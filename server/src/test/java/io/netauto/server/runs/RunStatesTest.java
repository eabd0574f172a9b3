package io.netauto.server.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.Logins;
import io.netauto.server.inventory.Device;
import io.netauto.server.inventory.DeviceDraft;
import io.netauto.server.inventory.Devices;
import io.netauto.server.jobs.JobId;
import io.netauto.server.jobs.Jobs;
import io.netauto.server.jobs.NewJob;
import io.netauto.server.jobs.NewJob.Mode;
import io.netauto.server.jobs.WorkQueue.Priority;
import io.netauto.server.runs.RunStates.Claimed;
import io.netauto.server.testing.ServerTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** The states of runs on a real PostgreSQL, raced as several nodes would. */
class RunStatesTest extends ServerTest {
  private static final Run.Cause CAUSE = new Run.Cause("silent", "It went silent.", "", "", "");

  @Autowired private RunTable runs;
  @Autowired private RunStates states;
  @Autowired private JobTable targets;
  @Autowired private Jobs jobs;
  @Autowired private Devices devices;
  @Autowired private Logins logins;
  @Autowired private TransactionTemplate transaction;

  private Actor actor() {
    return logins.firstAdmin();
  }

  private Device device() {
    String name = "run-table-" + System.nanoTime();
    return devices.add(
        actor(),
        new DeviceDraft(
            name,
            "192.0.2.1",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            "frr",
            null,
            null,
            null,
            null,
            null,
            null));
  }

  /** A job of so many runs that no node is told of. */
  private List<RunId> pending(int count, Mode mode) {
    Device device = device();
    JobOrder order = JobOrder.of(List.of("show version"), Map.of());
    return transaction.execute(
        status -> {
          JobId job =
              jobs.create(
                      actor(),
                      new NewJob(
                          "run_commands",
                          mode,
                          "",
                          Priority.BULK,
                          Map.of(),
                          count,
                          count,
                          null,
                          null,
                          null,
                          null))
                  .orElseThrow();
          return targets
              .make(
                  new JobTable.Plan(
                      job, actor().customer(), mode, false, false, count, count, order),
                  targets.targets(actor().customer(), Collections.nCopies(count, device.id())))
              .stream()
              .map(RunId::new)
              .toList();
        });
  }

  private List<RunId> pending(int count) {
    return pending(count, Mode.READ);
  }

  private List<Claimed> claim(RunId... ids) {
    return transaction.execute(status -> states.claim(Stream.of(ids).map(RunId::value).toList()));
  }

  /** Whether it was still this node's. */
  private boolean end(Claimed run, RunEnd end) {
    return !transaction
        .execute(
            status ->
                states.progressed(
                    List.of(
                        new RunStates.Progress(
                            run.id(),
                            run.job(),
                            run.customer(),
                            run.attempt(),
                            run.seq(),
                            0,
                            0,
                            null,
                            end))))
        .isEmpty();
  }

  private static RunEnd error() {
    return RunEnd.because(RunStatus.ERROR, CAUSE);
  }

  /** As if another node had claimed it and died. */
  private void diedWith(RunId... ids) {
    for (RunId id : ids) {
      jdbc.sql("update run set node = 'dead' where id = :id").param("id", id.value()).update();
    }
    transaction.executeWithoutResult(status -> states.judge("dead", CAUSE, CAUSE));
  }

  private record Event(long run, String status) {}

  private List<Event> events(RunId id) {
    List<Long> numbers = new ArrayList<>();
    List<Event> events =
        jdbc.sql("select * from job_event where job_id = :job order by seq")
            .param("job", run(id).jobId())
            .query(
                (rs, row) -> {
                  numbers.add(rs.getLong("seq"));
                  return new Event(rs.getLong("run_id"), rs.getString("status"));
                })
            .list();
    assertThat(numbers).isEqualTo(LongStream.rangeClosed(1, numbers.size()).boxed().toList());
    return events;
  }

  private Run run(RunId id) {
    return runs.byId(actor().customer(), id).orElseThrow();
  }

  private String jobStatus(RunId id) {
    return jdbc.sql("select j.status from job j join run r on r.job_id = j.id where r.id = :id")
        .param("id", id.value())
        .query((rs, row) -> rs.getString(1))
        .single();
  }

  @Test
  void one_of_many_that_claim_a_run_at_once_gets_it() throws Exception {
    for (RunId id : pending(20)) {
      try (ExecutorService nodes = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Callable<List<Claimed>>> claims = Collections.nCopies(8, () -> claim(id));
        int claimed = 0;
        for (Future<List<Claimed>> claim : nodes.invokeAll(claims)) {
          claimed += claim.get().size();
        }
        assertThat(claimed).isEqualTo(1);
      }
    }
  }

  @Test
  void a_run_that_is_over_stays_as_it_ended() {
    RunId id = pending(1).getFirst();
    Claimed claimed = claim(id).getFirst();
    assertThat(end(claimed, error())).isTrue();
    assertThat(end(claimed, RunEnd.ok(new byte[] {1}))).isFalse();
    assertThat(run(id).status()).isEqualTo(RunStatus.ERROR);
    assertThat(run(id).cause()).isEqualTo(CAUSE);
    assertThat(claim(id)).isEmpty();
  }

  @Test
  void the_status_of_a_job_follows_from_its_runs() {
    List<RunId> ids = pending(3);
    RunId first = ids.getFirst();
    assertThat(jobStatus(first)).isEqualTo("queued");
    Claimed claimed = claim(first).getFirst();
    assertThat(jobStatus(first)).isEqualTo("running");
    end(claimed, RunEnd.ok(new byte[] {1}));
    assertThat(jobStatus(first)).isEqualTo("running");
    end(claim(ids.get(1)).getFirst(), RunEnd.because(RunStatus.INTERRUPTED, CAUSE));
    transaction.executeWithoutResult(status -> states.cancelPending(ids.get(2), CAUSE));
    assertThat(jobStatus(first)).isEqualTo("partial");
    assertThat(events(first).stream().map(Event::status))
        .containsExactly(
            "pending",
            "pending",
            "pending",
            "running",
            "ok",
            "running",
            "interrupted",
            "cancelled");
  }

  @Test
  void the_counters_and_the_log_of_a_job_survive_runs_that_end_at_once() throws Exception {
    List<RunId> ids = pending(40);
    try (ExecutorService nodes = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Boolean>> ends = new ArrayList<>();
      for (RunId id : ids) {
        ends.add(() -> end(claim(id).getFirst(), RunEnd.ok(new byte[] {1})));
      }
      for (Future<Boolean> end : nodes.invokeAll(ends)) {
        assertThat(end.get()).isTrue();
      }
    }
    assertThat(jobStatus(ids.getFirst())).isEqualTo("success");
    List<Event> events = events(ids.getFirst());
    assertThat(events).hasSize(120);
    for (RunId id : ids) {
      assertThat(events.stream().filter(e -> e.run() == id.value()).map(Event::status))
          .containsExactly("pending", "running", "ok");
    }
  }

  @Test
  void after_the_death_of_its_node_a_read_begins_again_and_a_change_does_not() {
    RunId read = pending(1).getFirst();
    RunId change = pending(1, Mode.CHANGE).getFirst();
    Claimed before = claim(read).getFirst();
    claim(change);
    diedWith(read, change);
    assertThat(run(read).status()).isEqualTo(RunStatus.PENDING);
    assertThat(run(change).status()).isEqualTo(RunStatus.INTERRUPTED);
    assertThat(run(change).cause()).isEqualTo(CAUSE);
    Claimed again = claim(read).getFirst();
    assertThat(again.attempt()).isEqualTo(2);
    // The dead one was not dead: what it still says is not taken.
    assertThat(end(before, error())).isFalse();
    assertThat(end(again, RunEnd.ok(new byte[] {1}))).isTrue();
  }

  @Test
  void a_run_that_kills_its_nodes_ends() {
    RunId id = pending(1).getFirst();
    for (int attempt = 1; attempt <= RunStates.ATTEMPTS; attempt++) {
      assertThat(claim(id)).hasSize(1);
      diedWith(id);
    }
    assertThat(run(id).status()).isEqualTo(RunStatus.INTERRUPTED);
    assertThat(jobStatus(id)).isEqualTo("failed");
  }

  @Test
  void a_run_that_was_being_cancelled_is_cancelled_by_the_death_of_its_node() {
    RunId id = pending(1).getFirst();
    claim(id);
    transaction.executeWithoutResult(status -> states.askToCancel(id));
    diedWith(id);
    assertThat(run(id).status()).isEqualTo(RunStatus.CANCELLED);
  }

  @Test
  void the_history_outlives_the_device() {
    RunId id = pending(1).getFirst();
    Run before = run(id);
    devices.delete(actor(), Optional.ofNullable(before.device().id()).orElseThrow());
    Run after = run(id);
    assertThat(after.device().id()).isNull();
    assertThat(after.device().hostname()).isEqualTo(before.device().hostname());
  }
}
