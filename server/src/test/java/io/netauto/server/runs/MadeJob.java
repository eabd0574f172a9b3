package io.netauto.server.runs;

import io.netauto.driver.Transcript;
import io.netauto.server.identity.Actor;
import io.netauto.server.identity.Logins;
import io.netauto.server.inventory.Device;
import io.netauto.server.inventory.DeviceDraft;
import io.netauto.server.inventory.DeviceId;
import io.netauto.server.inventory.Devices;
import io.netauto.server.jobs.JobId;
import io.netauto.server.jobs.Jobs;
import io.netauto.server.jobs.NewJob;
import io.netauto.server.jobs.NewJob.Mode;
import io.netauto.server.jobs.WorkQueue.Priority;
import io.netauto.server.runs.RunStates.Claimed;
import io.netauto.server.runs.RunStates.Progress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Jobs whose runs a test moves by hand, so that no node works on them. */
@Component
class MadeJob {
  private final JdbcClient jdbc;
  private final RunStates states;
  private final JobTable targets;
  private final Jobs jobs;
  private final Devices devices;
  private final Logins logins;
  private final TransactionTemplate transaction;

  MadeJob(
      JdbcClient jdbc,
      RunStates states,
      JobTable targets,
      Jobs jobs,
      Devices devices,
      Logins logins,
      TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.states = states;
    this.targets = targets;
    this.jobs = jobs;
    this.devices = devices;
    this.logins = logins;
    this.transaction = transaction;
  }

  Actor actor() {
    return logins.firstAdmin();
  }

  private Device device(String name) {
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

  /** A job of the first customer and its runs, pending. */
  record Made(JobId job, List<Long> runs) {}

  Made make(List<String> hostnames) {
    List<DeviceId> ids = new ArrayList<>();
    hostnames.forEach(name -> ids.add(device(name).id()));
    int count = ids.size();
    JobOrder order = JobOrder.of(List.of("show version"), Map.of());
    return transaction.execute(
        status -> {
          JobId job =
              jobs.create(
                      actor(),
                      new NewJob(
                          "run_commands",
                          Mode.READ,
                          "made by hand",
                          Priority.BULK,
                          Map.of("commands", List.of("show version")),
                          count,
                          count,
                          null,
                          null,
                          null,
                          null))
                  .orElseThrow();
          return new Made(
              job,
              targets.make(
                  new JobTable.Plan(
                      job, actor().customer(), Mode.READ, false, false, count, count, order),
                  targets.targets(actor().customer(), ids)));
        });
  }

  Claimed claim(long run) {
    return transaction.execute(status -> states.claim(List.of(run))).getFirst();
  }

  /**
   * Adds output to a run's log as its next entries, and tells it as one event.
   *
   * @param entry the newest entry before
   */
  void says(Claimed run, int entry, String... pieces) {
    transaction.executeWithoutResult(
        status -> {
          int seq = entry;
          for (String piece : pieces) {
            add(run, ++seq, piece);
          }
          states.progressed(List.of(progress(run, seq, null)));
        });
  }

  private void add(Claimed run, int seq, String data) {
    jdbc.sql(
            """
            insert into run_entry (run_id, seq, at, line_start, line, command, part, data)
            values (:run, :seq, now(), :seq = 1, 1, 0, 'OUTPUT', :data)
            """)
        .param("run", run.id().value())
        .param("seq", seq)
        .param("data", data.getBytes(StandardCharsets.UTF_8))
        .update();
  }

  private Progress progress(Claimed run, int seq, @Nullable RunEnd end) {
    long bytes =
        jdbc.sql("select coalesce(sum(octet_length(data)), 0) from run_entry where run_id = :run")
            .param("run", run.id().value())
            .query(Long.class)
            .single();
    return new Progress(
        run.id(), run.job(), run.customer(), run.attempt(), seq, bytes, seq, null, end);
  }

  void ends(Claimed run, int entry, RunEnd end) {
    transaction.executeWithoutResult(
        status -> states.progressed(List.of(progress(run, entry, end))));
  }

  /** A run that says this and ends ok; equal texts are equal answers. */
  void answers(long run, String... pieces) {
    Claimed claimed = claim(run);
    says(claimed, 0, pieces);
    OutputSum sum = new OutputSum();
    byte[] all = String.join("", pieces).getBytes(StandardCharsets.UTF_8);
    sum.plain(1, 0, Transcript.Part.OUTPUT, all, 0, all.length);
    ends(claimed, pieces.length, RunEnd.ok(sum.digest()));
  }

  void fails(long run, String code, String summary) {
    ends(
        claim(run),
        0,
        RunEnd.because(RunStatus.ERROR, new Run.Cause(code, summary, "", "", "Do something.")));
  }
}
