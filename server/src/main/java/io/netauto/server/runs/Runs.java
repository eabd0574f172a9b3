package io.netauto.server.runs;

import io.netauto.driver.config.Redactor;
import io.netauto.server.commands.CommandRules;
import io.netauto.server.commands.Commands;
import io.netauto.server.commands.Danger;
import io.netauto.server.identity.Actor;
import io.netauto.server.identity.AuditEvent;
import io.netauto.server.identity.Audited;
import io.netauto.server.identity.Permission;
import io.netauto.server.inventory.Device;
import io.netauto.server.inventory.DeviceId;
import io.netauto.server.inventory.Devices;
import io.netauto.server.jobs.Governor;
import io.netauto.server.jobs.JobId;
import io.netauto.server.jobs.Jobs;
import io.netauto.server.jobs.NewJob;
import io.netauto.server.jobs.NewJob.Mode;
import io.netauto.server.jobs.WorkQueue;
import io.netauto.server.web.Page;
import io.netauto.server.web.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** The runs of a customer; every method sees the actor's customer only. */
@Service
public class Runs {
  private final RunTable table;
  private final JobTable jobTable;
  private final RunStates states;
  private final Governor governor;
  private final WindowsOfJobs windows;
  private final RunReader reader;
  private final Masks masks;
  private final Devices devices;
  private final Jobs jobs;
  private final WorkQueue queue;
  private final CommandRules rules;
  private final TransactionTemplate transaction;

  private final Audited audited;

  Runs(
      RunTable table,
      JobTable jobTable,
      RunStates states,
      Governor governor,
      WindowsOfJobs windows,
      RunReader reader,
      Masks masks,
      Devices devices,
      Jobs jobs,
      WorkQueue queue,
      CommandRules rules,
      TransactionTemplate transaction,
      Audited audited) {
    this.audited = audited;
    this.table = table;
    this.jobTable = jobTable;
    this.states = states;
    this.governor = governor;
    this.windows = windows;
    this.reader = reader;
    this.masks = masks;
    this.devices = devices;
    this.jobs = jobs;
    this.queue = queue;
    this.rules = rules;
    this.transaction = transaction;
  }

  /**
   * Queues a run and returns at once; it begins as soon as a session place is free.
   *
   * @throws ProblemException also for what {@link CommandRules#check} refuses or wants confirmed
   */
  public Run start(Actor actor, RunRequest request) {
    actor.require(Permission.RUNS_EXECUTE);
    Device device = target(actor, request.device());
    List<String> commands = CommandLines.checked(request.commands());
    Commands checked =
        rules.check(actor, device.platform(), commands, request.mode(), request.confirmed());
    RunId id = transaction.execute(status -> queue(actor, device, commands, checked, request));
    return get(actor, id);
  }

  private RunId queue(
      Actor actor, Device device, List<String> commands, Commands checked, RunRequest request) {
    Mode mode = RunJobs.mode(checked);
    JobOrder order =
        JobOrder.of(commands, Map.of("devices", List.of(device.hostname())))
            .on(List.of(device.platform()));
    Redactor mask = masks.ofOrder(actor.customer(), order);
    Optional<JobId> created =
        jobs.create(
            actor,
            NewJob.single(
                "run_commands",
                mode,
                RunJobs.title(null, Masks.commands(mask, commands)),
                order.payload(),
                request.idempotencyKey()));
    if (created.isEmpty()) {
      return jobs.byIdempotencyKey(actor, String.valueOf(request.idempotencyKey()))
          .flatMap(first -> table.byJob(actor.customer(), first))
          .map(Run::id)
          .orElseThrow();
    }
    JobTable.Plan plan =
        new JobTable.Plan(created.get(), actor.customer(), mode, true, false, 1, 1, order);
    List<Long> made = jobTable.make(plan, jobTable.targets(actor.customer(), List.of(device.id())));
    queue.enqueue(
        PerformRuns.NAME, Slice.ids(created.get().value(), true, made), WorkQueue.Priority.PERSON);
    audited.use(
        actor,
        AuditEvent.of("run.start")
            .on("run", made.getFirst(), device.hostname())
            .with("device", device.id().value())
            .with("job", created.get().value())
            .with("mode", mode.code())
            .with("commands", ToldCommands.of(mask, commands))
            .with(
                "confirmed",
                checked.dangers().isEmpty()
                    ? null
                    : ToldCommands.of(
                        mask, checked.dangers().stream().map(Danger::command).toList())));
    return new RunId(made.getFirst());
  }

  private Device target(Actor actor, String name) {
    if (name.isBlank()) {
      throw ProblemException.invalid("device", "Name the device: its hostname or number.");
    }
    String text = name.strip();
    Device device =
        devices
            .byHostname(actor, text)
            .or(
                () ->
                    text.matches("[0-9]{1,18}")
                        ? Optional.of(devices.get(actor, new DeviceId(Long.parseLong(text))))
                        : Optional.empty())
            .orElseThrow(
                () ->
                    ProblemException.notFound(
                        "device_not_found", "There is no device named \"%s\".".formatted(text)));
    if (!device.enabled()) {
      throw new ProblemException(
          ProblemException.Kind.CONFLICT,
          "device_disabled",
          "The device \"%s\" is disabled. Enable it first.".formatted(device.hostname()));
    }
    return device;
  }

  public Run get(Actor actor, RunId id) {
    Run run = masks.seenBy(actor, asked(actor, id));
    return run.status() == RunStatus.PENDING ? run.waitingFor(reason(run)) : run;
  }

  /** The run with its commands as they were asked for, with the secrets in them. */
  Run asked(Actor actor, RunId id) {
    actor.require(Permission.RUNS_READ);
    return table
        .byId(actor.customer(), id)
        .orElseThrow(
            () ->
                ProblemException.notFound(
                    "run_not_found", "There is no run with the number " + id + "."));
  }

  /** Why a pending run has not begun, as it is now. */
  private String reason(Run run) {
    Optional<String> closed = windows.waits(new JobId(run.jobId()));
    if (closed.isPresent()) {
      return closed.get();
    }
    if (table.waitsForALine(run.id())) {
      return "a free line on the device; it said its lines are full";
    }
    return governor
        .lack(table.scopes(run.id()))
        .map(
            scope ->
                switch (scope.replaceAll(":.*", "")) {
                  case "device" -> "a free session on the device";
                  case "site" -> "a free session of its site";
                  case "group" -> "a free session of its group";
                  case "realm" -> "its login: the logins of its credential are paced";
                  case "customer" -> "a free session of the customer";
                  default -> "a free session of the server";
                })
        .orElse("its turn");
  }

  /** Newest first. */
  public Page<Run> list(Actor actor, RunQuery query) {
    actor.require(Permission.RUNS_READ);
    return masks.seenBy(actor, table.list(actor.customer(), query));
  }

  /**
   * Asks that a run ends: a pending one is cancelled at once, a running one when its session on the
   * device is closed; a finished one stays as it is.
   */
  public Run cancel(Actor actor, RunId id) {
    actor.require(Permission.RUNS_EXECUTE);
    Run run = get(actor, id);
    transaction.executeWithoutResult(
        status -> {
          states.cancelPending(id, cancelledBy(actor));
          states.askToCancel(id);
          audited.use(
              actor,
              AuditEvent.of("run.cancel")
                  .on("run", id, run.device().hostname())
                  .with("job", run.jobId()));
        });
    return get(actor, id);
  }

  private static Run.Cause cancelledBy(Actor actor) {
    return new Run.Cause(
        "cancelled",
        "%s cancelled the run before it began.".formatted(actor.username()),
        "",
        "",
        "Run it again when it is wanted.");
  }

  /** Finished lines after {@code afterLine}, at most {@code limit} (1 to 5,000). */
  public RunLines lines(Actor actor, RunId id, long afterLine, int limit, View view) {
    Run run = get(actor, id);
    return reader.lines(
        run.id(), afterLine, Math.clamp(limit, 1, 5_000), view, masks.toRead(actor, run));
  }

  /** How many runs of the last 24 hours are in each status. */
  public Map<RunStatus, Long> counts(Actor actor) {
    actor.require(Permission.RUNS_READ);
    return table.counts(actor.customer(), Duration.ofHours(24));
  }

  /** The last commands run on a device, newest first, each once. */
  public List<String> recentCommands(Actor actor, DeviceId device) {
    actor.require(Permission.RUNS_READ);
    String platform = devices.get(actor, device).platform();
    return table.recentCommands(actor, device).stream()
        .map(
            recent -> {
              Redactor mask = masks.of(actor, platform, recent.job());
              return mask == null ? recent.command() : Masks.words(mask, recent.command());
            })
        .toList();
  }
}
