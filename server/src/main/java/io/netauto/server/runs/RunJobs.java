package io.netauto.server.runs;

import io.netauto.driver.config.Redactor;
import io.netauto.server.calendar.MaintenanceWindows;
import io.netauto.server.commands.Commands;
import io.netauto.server.identity.Actor;
import io.netauto.server.identity.AuditEvent;
import io.netauto.server.identity.Audited;
import io.netauto.server.identity.Permission;
import io.netauto.server.inventory.DeviceSelection;
import io.netauto.server.inventory.Selections;
import io.netauto.server.jobs.JobId;
import io.netauto.server.jobs.Jobs;
import io.netauto.server.jobs.NewJob;
import io.netauto.server.jobs.NewJob.Mode;
import io.netauto.server.jobs.WorkQueue;
import io.netauto.server.jobs.WorkQueue.Priority;
import io.netauto.server.web.Page;
import io.netauto.server.web.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Commands for many devices at once; every method sees the actor's customer only. */
@Service
public class RunJobs {
  /** Up to so many devices somebody waits for the answer. */
  private static final int PERSON = 10;

  private static final int TITLE_LIMIT = 200;
  private static final Duration FURTHEST = Duration.ofDays(366);

  private final JobTable table;
  private final JobReader reader;
  private final RunStates states;
  private final Selections selections;
  private final CommandsOfJob commands;
  private final MaintenanceWindows windows;
  private final Jobs jobs;
  private final Masks masks;
  private final WorkQueue queue;
  private final TransactionTemplate transaction;
  private final Clock clock;

  private final Audited audited;

  RunJobs(
      JobTable table,
      JobReader reader,
      RunStates states,
      Selections selections,
      CommandsOfJob commands,
      MaintenanceWindows windows,
      Jobs jobs,
      Masks masks,
      WorkQueue queue,
      TransactionTemplate transaction,
      Clock clock,
      Audited audited) {
    this.audited = audited;
    this.table = table;
    this.reader = reader;
    this.states = states;
    this.selections = selections;
    this.commands = commands;
    this.windows = windows;
    this.jobs = jobs;
    this.masks = masks;
    this.queue = queue;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Makes a job of the devices as they are selected now, and returns at once; its runs are made and
   * begin as their permits are free. Disabled devices are left out.
   */
  public Job create(Actor actor, JobRequest request) {
    actor.require(Permission.RUNS_EXECUTE);
    Instant at = checked(request.at());
    Selections.Selected selected = selections.resolve(actor, request.targets());
    if (!selected.unknown().isEmpty()) {
      throw ProblemException.invalid(
          "targets",
          "There is no device named %s.".formatted(String.join(", ", selected.unknown())));
    }
    if (selected.enabled().isEmpty()) {
      throw ProblemException.invalid(
          "targets",
          selected.disabled() > 0
              ? "All %d devices are disabled. Enable them first.".formatted(selected.disabled())
              : "No device matches. Choose others.");
    }
    CommandsOfJob.Checked checked = commands.check(actor, request, selected.enabled());
    JobOrder order =
        new JobOrder(
            checked.commands(),
            describe(request.targets()),
            request.template(),
            request.template() == null ? null : request.variables(),
            checked.platforms());
    return make(
        actor,
        title(
            request.title(),
            request.template() == null ? checked.commands() : List.of(request.template())),
        order,
        checked,
        at,
        request.window() == null || request.window().isBlank()
            ? null
            : windows.get(actor, request.window()).id(),
        null,
        request.idempotencyKey());
  }

  private Job make(
      Actor actor,
      String title,
      JobOrder order,
      CommandsOfJob.Checked checked,
      @Nullable Instant at,
      @Nullable Long window,
      @Nullable JobId parent,
      @Nullable String key) {
    Redactor mask = masks.ofOrder(actor.customer(), order);
    // A title is searched for and told to everybody: it is kept without secrets.
    String told = Masks.title(mask, title, order.commands());
    int size = checked.parts().size();
    Priority priority = size <= PERSON && at == null ? Priority.PERSON : Priority.BULK;
    JobId id =
        transaction.execute(
            status -> {
              Optional<JobId> created =
                  jobs.create(
                      actor,
                      new NewJob(
                          "run_commands",
                          checked.mode(),
                          told,
                          priority,
                          order.payload(),
                          size,
                          0,
                          at,
                          window,
                          parent,
                          key));
              if (created.isEmpty()) {
                return jobs.byIdempotencyKey(actor, String.valueOf(key)).orElseThrow();
              }
              table.freeze(created.get(), checked.parts());
              queue.enqueue(
                  FanOut.NAME,
                  List.of(created.get().toString()),
                  priority,
                  at == null ? clock.instant() : at);
              audited.use(
                  actor,
                  AuditEvent.of(parent == null ? "job.create" : "job.retry")
                      .on("job", created.get(), ToldCommands.masked(told))
                      .with("devices", size)
                      .with("mode", checked.mode().code())
                      .with("targets", order.targets())
                      .with("template", order.template())
                      .with("commands", ToldCommands.of(mask, checked.commands()))
                      .with(
                          "confirmed",
                          checked.dangers().isEmpty()
                              ? null
                              : ToldCommands.of(mask, checked.dangers()))
                      .with("at", at == null ? null : at.toString())
                      .with("of", parent == null ? null : parent.value()));
              return created.get();
            });
    return get(actor, id);
  }

  private @Nullable Instant checked(@Nullable Instant at) {
    if (at == null) {
      return null;
    }
    Instant now = clock.instant();
    if (at.isAfter(now.plus(FURTHEST))) {
      throw ProblemException.invalid("at", "Choose a time within a year from now.");
    }
    return at.isAfter(now) ? at : null;
  }

  static String title(@Nullable String wanted, List<String> commands) {
    String title =
        wanted == null || wanted.isBlank() ? String.join("; ", commands) : wanted.strip();
    return title.length() <= TITLE_LIMIT ? title : title.substring(0, TITLE_LIMIT - 1) + "…";
  }

  /** As the queue knows it. */
  static Mode mode(Commands checked) {
    return checked.mode() == io.netauto.server.commands.Mode.READ ? Mode.READ : Mode.CHANGE;
  }

  static Map<String, Object> describe(DeviceSelection targets) {
    return switch (targets) {
      case DeviceSelection.Devices(List<String> names) ->
          Map.of("devices", names.size() <= 100 ? names : names.subList(0, 100));
      case DeviceSelection.Group(String name) -> Map.of("group", name);
      case DeviceSelection.Filter(String text, Map<String, String> fields) ->
          Map.of("filter", Map.of("text", text, "fields", fields));
    };
  }

  public Job get(Actor actor, JobId id) {
    return masks.seenBy(actor, asked(actor, id));
  }

  /** The job with its commands as they were asked for, with the secrets in them. */
  private Job asked(Actor actor, JobId id) {
    actor.require(Permission.RUNS_READ);
    return reader
        .byId(actor.customer(), id)
        .orElseThrow(
            () ->
                ProblemException.notFound(
                    "job_not_found", "There is no job with the number " + id + "."));
  }

  /**
   * The devices of a job as they can be asked for again: its group or filter, which may find others
   * now, or else the devices of its runs.
   */
  public DeviceSelection targets(Actor actor, Job job) {
    Map<String, Object> targets = job.order().targets();
    if (targets != null && targets.get("group") instanceof String group) {
      return new DeviceSelection.Group(group);
    }
    if (targets != null && targets.get("filter") instanceof Map<?, ?> filter) {
      Map<String, String> fields = new LinkedHashMap<>();
      if (filter.get("fields") instanceof Map<?, ?> given) {
        given.forEach((name, value) -> fields.put(String.valueOf(name), String.valueOf(value)));
      }
      String text = filter.get("text") instanceof String given ? given : "";
      return new DeviceSelection.Filter(text, fields);
    }
    return new DeviceSelection.Devices(
        table.parts(actor, job.id(), List.of(RunStatus.values())).stream()
            .map(part -> part.device().toString())
            .toList());
  }

  /** Newest first. */
  public Page<Job> list(Actor actor, JobQuery query) {
    actor.require(Permission.RUNS_READ);
    return reader.list(actor.customer(), query).map(job -> masks.seenBy(actor, job));
  }

  /**
   * Cancels what has not begun, and asks the nodes to close the sessions of what runs; what is over
   * stays as it is.
   */
  public Job cancel(Actor actor, JobId id) {
    actor.require(Permission.RUNS_EXECUTE);
    Job job = get(actor, id);
    if (job.isFinal()) {
      return job;
    }
    transaction.executeWithoutResult(
        status -> {
          states.cancelPending(
              id,
              new Run.Cause(
                  "cancelled",
                  "%s cancelled the job before this run began.".formatted(actor.username()),
                  "",
                  "",
                  "Run it again when it is wanted."));
          states.askToCancel(id);
          table.cancel(id);
          queue.hurry(FanOut.NAME, id.toString());
          audited.use(
              actor, AuditEvent.of("job.cancel").on("job", id, ToldCommands.masked(job.title())));
        });
    return get(actor, id);
  }

  /**
   * Makes a new job of the same commands and the devices of this one.
   *
   * @param all true for all its devices, false for those whose runs did not end ok
   * @param confirmed whether a person has said yes to the commands again
   */
  public Job retry(Actor actor, JobId id, boolean all, boolean confirmed) {
    actor.require(Permission.RUNS_EXECUTE);
    Job job = asked(actor, id);
    if (!job.isFinal()) {
      throw new ProblemException(
          ProblemException.Kind.CONFLICT,
          "job_not_over",
          "The job is not over. Wait for its end, or cancel it first.");
    }
    List<RunStatus> statuses =
        all
            ? List.of(RunStatus.values())
            : List.of(RunStatus.ERROR, RunStatus.CANCELLED, RunStatus.INTERRUPTED);
    List<CommandsOfJob.Part> parts = table.parts(actor, id, statuses);
    if (parts.isEmpty()) {
      throw new ProblemException(
          ProblemException.Kind.CONFLICT,
          "nothing_to_retry",
          all
              ? "All devices of the job were deleted."
              : "Every run of the job ended ok. To repeat them all, retry all.");
    }
    CommandsOfJob.Checked checked;
    try {
      checked = commands.again(actor, job.mode(), parts, confirmed);
    } catch (ProblemException e) {
      throw masks.told(actor, masks.ofOrder(actor.customer(), job.order()), e);
    }
    return make(
        actor, job.title(), job.order().on(checked.platforms()), checked, null, null, id, null);
  }
}
