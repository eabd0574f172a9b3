package io.netauto.server.runs;

import io.netauto.server.calendar.Cron;
import io.netauto.server.calendar.CronTimes;
import io.netauto.server.calendar.MaintenanceWindows;
import io.netauto.server.identity.Actor;
import io.netauto.server.identity.AuditEvent;
import io.netauto.server.identity.Audited;
import io.netauto.server.identity.Logins;
import io.netauto.server.identity.Permission;
import io.netauto.server.inventory.Selections;
import io.netauto.server.jobs.JobId;
import io.netauto.server.jobs.Work;
import io.netauto.server.jobs.WorkQueue;
import io.netauto.server.web.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Jobs that are made again and again. A time that passed while no node was alive is made up for
 * once. While the job before is not over none is made, and the schedule says so.
 */
@Service
public class Schedules implements Work {
  /** The name of this work in the queue; its ids are numbers of schedules. */
  static final String NAME = "schedule";

  private static final int NAME_LIMIT = 100;

  /** Times that are told in advance. */
  private static final int SHOWN = 5;

  private final ScheduleTable table;
  private final MaintenanceWindows windows;
  private final RunJobs jobs;
  private final JobTable made;
  private final CommandsOfJob commands;
  private final Selections selections;
  private final Logins logins;
  private final Masks masks;
  private final WorkQueue queue;
  private final TransactionTemplate transaction;
  private final Clock clock;

  private final Audited audited;

  Schedules(
      ScheduleTable table,
      MaintenanceWindows windows,
      RunJobs jobs,
      JobTable made,
      CommandsOfJob commands,
      Selections selections,
      Logins logins,
      Masks masks,
      WorkQueue queue,
      TransactionTemplate transaction,
      Clock clock,
      Audited audited) {
    this.audited = audited;
    this.table = table;
    this.windows = windows;
    this.jobs = jobs;
    this.made = made;
    this.commands = commands;
    this.selections = selections;
    this.logins = logins;
    this.masks = masks;
    this.queue = queue;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** All of the customer, by name. */
  public List<Schedule> list(Actor actor) {
    actor.require(Permission.RUNS_READ);
    return table.list(actor.customer()).stream()
        .map(schedule -> masks.seenBy(actor, schedule))
        .toList();
  }

  public Schedule get(Actor actor, long id) {
    return masks.seenBy(actor, asked(actor, id));
  }

  /** The schedule with its commands as they were asked for, with the secrets in them. */
  private Schedule asked(Actor actor, long id) {
    actor.require(Permission.RUNS_READ);
    return table
        .byId(actor.customer(), id)
        .orElseThrow(
            () ->
                ProblemException.notFound(
                    "schedule_not_found", "There is no schedule with the number " + id + "."));
  }

  /** The one of this number; empty when it was deleted. */
  public Optional<Schedule> find(Actor actor, long id) {
    actor.require(Permission.RUNS_READ);
    return table.byId(actor.customer(), id).map(schedule -> masks.seenBy(actor, schedule));
  }

  /**
   * Adds a schedule, or changes one. Its jobs are made on the behalf of who saves it, so its
   * commands are checked as if they were run now.
   *
   * @param id null for a new one
   * @param confirmed whether a person has said yes to the commands, for every time
   */
  public Schedule save(Actor actor, @Nullable Long id, Schedule.Draft draft, boolean confirmed) {
    actor.require(Permission.RUNS_EXECUTE);
    Schedule.Draft checked = checked(id == null ? draft : kept(actor, asked(actor, id), draft));
    Long window =
        checked.window() == null ? null : Long.valueOf(windows.get(actor, checked.window()).id());
    try {
      commands.check(
          actor,
          request(checked, null, confirmed),
          selections.resolve(actor, checked.targets()).enabled());
    } catch (ProblemException e) {
      throw masks.told(actor, masks.ofSchedule(actor.customer(), checked), e);
    }
    Instant next = checked.enabled() ? next(checked, clock.instant()) : null;
    try {
      long saved =
          audited.change(
              actor,
              () -> {
                long number = table.save(actor, id, checked, window, next);
                if (next != null) {
                  queue.at(NAME, Long.toString(number), WorkQueue.Priority.BULK, next);
                }
                return number;
              },
              number ->
                  AuditEvent.of(id == null ? "schedule.create" : "schedule.edit")
                      .on("schedule", number, checked.name())
                      .with("cron", checked.cron())
                      .with("zone", checked.zone())
                      .with("enabled", checked.enabled())
                      .with("window", checked.window())
                      .with("template", checked.template())
                      .with("targets", RunJobs.describe(checked.targets()))
                      .with(
                          "commands",
                          ToldCommands.of(
                              masks.ofSchedule(actor.customer(), checked), checked.commands())));
      return get(actor, saved);
    } catch (DuplicateKeyException e) {
      throw new ProblemException(
          ProblemException.Kind.CONFLICT,
          "schedule_exists",
          "There is a schedule named \"%s\" already. Choose another name."
              .formatted(checked.name()));
    }
  }

  private static Schedule.Draft checked(Schedule.Draft draft) {
    String name = draft.name().strip();
    if (name.isEmpty() || name.length() > NAME_LIMIT) {
      throw ProblemException.invalid(
          "name", "A name has 1 to %d characters.".formatted(NAME_LIMIT));
    }
    Cron cron = Cron.of(draft.cron(), draft.zone());
    String window = draft.window();
    return new Schedule.Draft(
        name,
        draft.targets(),
        draft.commands(),
        draft.template(),
        draft.variables(),
        draft.mode(),
        cron.text(),
        cron.zone().getId(),
        window == null || window.isBlank() ? null : window,
        draft.enabled());
  }

  private static @Nullable Instant next(Schedule.Draft draft, Instant after) {
    return Cron.of(draft.cron(), draft.zone()).after(after).orElse(null);
  }

  /** What was shown with its secrets hidden, and comes back as it was shown, stays as it is. */
  private Schedule.Draft kept(Actor actor, Schedule before, Schedule.Draft draft) {
    Schedule.Draft shown = masks.seenBy(actor, before).draft();
    return draft.told(
        draft.commands().equals(shown.commands()) ? before.draft().commands() : draft.commands(),
        draft.variables().equals(shown.variables())
            ? before.draft().variables()
            : draft.variables());
  }

  private static JobRequest request(Schedule.Draft draft, @Nullable String key, boolean confirmed) {
    return new JobRequest(
        draft.targets(),
        draft.commands(),
        draft.template(),
        draft.variables(),
        draft.mode(),
        null,
        draft.name(),
        draft.window(),
        confirmed,
        key);
  }

  /** The next times of five fields of cron, and the same in words. */
  public CronTimes times(Actor actor, String cron, String zone) {
    actor.require(Permission.RUNS_READ);
    return CronTimes.of(cron, zone, clock.instant(), SHOWN);
  }

  /**
   * Stops a schedule, or lets it go on. Its jobs are then made on the behalf of who let it.
   *
   * @param confirmed whether a person has said yes to the commands, for every time
   */
  public Schedule enable(Actor actor, long id, boolean enabled, boolean confirmed) {
    actor.require(Permission.RUNS_EXECUTE);
    Schedule schedule = asked(actor, id);
    if (!enabled) {
      audited.change(
          actor,
          () -> {
            table.disable(actor.customer(), id);
            return schedule;
          },
          stopped ->
              AuditEvent.of("schedule.edit")
                  .on("schedule", id, stopped.draft().name())
                  .with("enabled", false));
      return get(actor, id);
    }
    return save(actor, id, schedule.draft().enabled(true), confirmed);
  }

  /** Deletes a schedule; the jobs that it made stay. */
  public void delete(Actor actor, long id) {
    actor.require(Permission.RUNS_EXECUTE);
    Schedule schedule = get(actor, id);
    audited.change(
        actor,
        () -> {
          table.delete(actor.customer(), id);
          return schedule;
        },
        gone -> AuditEvent.of("schedule.delete").on("schedule", id, gone.draft().name()));
  }

  /** Makes the job of a schedule now, besides its times. */
  public Job runNow(Actor actor, long id, boolean confirmed) {
    actor.require(Permission.RUNS_EXECUTE);
    Schedule schedule = asked(actor, id);
    try {
      return audited.change(
          actor,
          () -> create(actor, schedule, request(schedule.draft(), null, confirmed)),
          job ->
              AuditEvent.of("schedule.run")
                  .on("schedule", id, schedule.draft().name())
                  .with("job", job.id().value()));
    } catch (ProblemException e) {
      throw masks.told(actor, masks.ofSchedule(actor.customer(), schedule.draft()), e);
    }
  }

  private Job create(Actor actor, Schedule schedule, JobRequest request) {
    Job job = jobs.create(actor, request);
    made.madeBy(schedule.id(), job.id());
    return job;
  }

  @Override
  public Optional<Instant> perform(String id) {
    return transaction.execute(status -> fire(Long.parseLong(id)));
  }

  /** Makes the job that is due, and says when the next one is. */
  private Optional<Instant> fire(long id) {
    Optional<ScheduleTable.Owned> found = table.lock(id);
    if (found.isEmpty() || !found.get().schedule().draft().enabled()) {
      return Optional.empty();
    }
    Schedule schedule = found.get().schedule();
    Instant due = schedule.next();
    Instant now = clock.instant();
    if (due == null || due.isAfter(now)) {
      return Optional.ofNullable(due); // It was changed meanwhile.
    }
    Instant next = next(schedule.draft(), now);
    Made made = make(found.get(), due);
    table.fired(id, now, made.job(), made.problem(), next);
    return Optional.ofNullable(next);
  }

  private record Made(@Nullable Long job, @Nullable String problem) {}

  private Made make(ScheduleTable.Owned owned, Instant due) {
    Schedule schedule = owned.schedule();
    Optional<Actor> owner = logins.actor(owned.owner(), owned.customer());
    if (owner.isEmpty()) {
      return new Made(
          null,
          "%s, who saved this schedule, may not run commands any longer. Save it again."
              .formatted(schedule.owner()));
    }
    try {
      Long last = schedule.lastJob();
      if (last != null && !jobs.get(owner.get(), new JobId(last)).isFinal()) {
        return new Made(null, "The job before, %d, was not over.".formatted(last));
      }
      String key = "schedule-%d-%d".formatted(schedule.id(), due.getEpochSecond());
      return new Made(
          create(owner.get(), schedule, request(schedule.draft(), key, true)).id().value(), null);
    } catch (ProblemException e) {
      return new Made(null, String.valueOf(e.getMessage()));
    }
  }
}
