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
import io.netauto.server.testing.ServerTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** The states of runs on a real PostgreSQL, raced as several nodes would. */
class RunTableTest extends ServerTest {
  private static final Run.Cause CAUSE = new Run.Cause("silent", "It went silent.", "", "", "");

  @Autowired private RunTable runs;
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
  private List<RunId> pending(int count) {
    Device device = device();
    return transaction.execute(
        status -> {
          JobId job =
              jobs.create(
                      actor(), new NewJob("run_commands", NewJob.Mode.READ, Map.of(), count, null))
                  .orElseThrow();
          List<RunId> ids = new ArrayList<>();
          for (int i = 0; i < count; i++) {
            ids.add(runs.insert(job, device, List.of("show version")));
          }
          return ids;
        });
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
  void one_node_gets_a_run_that_many_claim_at_once() throws Exception {
    for (RunId id : pending(20)) {
      try (ExecutorService nodes = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Callable<Optional<RunTable.Claimed>>> claims = new ArrayList<>();
        for (int node = 0; node < 8; node++) {
          String name = "node-" + node;
          claims.add(() -> runs.claim(id, name));
        }
        int claimed = 0;
        for (Future<Optional<RunTable.Claimed>> claim : nodes.invokeAll(claims)) {
          claimed += claim.get().isPresent() ? 1 : 0;
        }
        assertThat(claimed).isEqualTo(1);
      }
    }
  }

  @Test
  void a_run_that_is_over_stays_as_it_ended() {
    RunId id = pending(1).getFirst();
    runs.claim(id, "node");
    assertThat(runs.end(id, RunStatus.RUNNING, RunStatus.ERROR, CAUSE)).isTrue();
    assertThat(runs.end(id, RunStatus.RUNNING, RunStatus.OK, null)).isFalse();
    assertThat(run(id).status()).isEqualTo(RunStatus.ERROR);
    assertThat(run(id).cause()).isEqualTo(CAUSE);
    assertThat(runs.claim(id, "node")).isEmpty();
  }

  @Test
  void the_status_of_a_job_follows_from_its_runs() {
    List<RunId> ids = pending(3);
    RunId first = ids.getFirst();
    assertThat(jobStatus(first)).isEqualTo("queued");
    runs.claim(first, "node");
    assertThat(jobStatus(first)).isEqualTo("running");
    runs.end(first, RunStatus.RUNNING, RunStatus.OK, null);
    assertThat(jobStatus(first)).isEqualTo("running");
    runs.claim(ids.get(1), "node");
    runs.end(ids.get(1), RunStatus.RUNNING, RunStatus.INTERRUPTED, CAUSE);
    runs.end(ids.get(2), RunStatus.PENDING, RunStatus.CANCELLED, CAUSE);
    assertThat(jobStatus(first)).isEqualTo("partial");
  }

  @Test
  void the_counters_of_a_job_survive_runs_that_end_at_once() throws Exception {
    List<RunId> ids = pending(40);
    try (ExecutorService nodes = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Boolean>> ends = new ArrayList<>();
      for (RunId id : ids) {
        ends.add(
            () -> {
              runs.claim(id, "node");
              return runs.end(id, RunStatus.RUNNING, RunStatus.OK, null);
            });
      }
      for (Future<Boolean> end : nodes.invokeAll(ends)) {
        assertThat(end.get()).isTrue();
      }
    }
    assertThat(jobStatus(ids.getFirst())).isEqualTo("success");
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
