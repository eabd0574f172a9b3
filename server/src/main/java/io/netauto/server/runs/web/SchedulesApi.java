package io.netauto.server.runs.web;

import io.netauto.server.calendar.CronTimes;
import io.netauto.server.calendar.MaintenanceWindow;
import io.netauto.server.calendar.MaintenanceWindows;
import io.netauto.server.commands.Mode;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.inventory.DeviceSelection;
import io.netauto.server.runs.Schedule;
import io.netauto.server.runs.Schedules;
import io.netauto.server.web.Page;
import io.netauto.server.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "Schedules", description = "Jobs that begin by themselves, and when they may.")
class SchedulesApi {
  private final Schedules schedules;
  private final MaintenanceWindows windows;
  private final CurrentActor actor;
  private final Clock clock;

  SchedulesApi(Schedules schedules, MaintenanceWindows windows, CurrentActor actor, Clock clock) {
    this.schedules = schedules;
    this.windows = windows;
    this.actor = actor;
    this.clock = clock;
  }

  /**
   * @param cron minute hour day month weekday
   * @param zone a name as Europe/Berlin; UTC when missing
   * @param confirm whether a person has said yes to the commands, for every time
   */
  record ScheduleInput(
      @Nullable String name,
      JobsApi.@Nullable TargetsJson targets,
      @Nullable List<String> commands,
      @Nullable String template,
      @Nullable Map<String, String> variables,
      @Nullable Mode mode,
      @Nullable String cron,
      @Nullable String zone,
      @Nullable String window,
      @Nullable Boolean enabled,
      @Nullable Boolean confirm) {

    Schedule.Draft draft() {
      if (targets == null) {
        throw ProblemException.invalid("targets", "Say which devices: devices, group or filter.");
      }
      return new Schedule.Draft(
          name == null ? "" : name,
          targets.selection(),
          commands == null ? List.of() : commands,
          template,
          variables == null ? Map.of() : variables,
          mode,
          cron == null ? "" : cron,
          zone == null || zone.isBlank() ? "UTC" : zone,
          window,
          enabled == null || enabled);
    }
  }

  record ScheduleJson(
      long id,
      String name,
      JobsApi.TargetsJson targets,
      List<String> commands,
      @Nullable String template,
      Map<String, String> variables,
      @Nullable Mode mode,
      String cron,
      String zone,
      String words,
      @Nullable String window,
      boolean enabled,
      String owner,
      @Nullable Instant nextAt,
      @Nullable Instant lastAt,
      @Nullable Long lastJobId,
      @Nullable String lastProblem) {

    static ScheduleJson of(Schedule s) {
      Schedule.Draft d = s.draft();
      return new ScheduleJson(
          s.id(),
          d.name(),
          targets(d.targets()),
          d.commands(),
          d.template(),
          d.variables(),
          d.mode(),
          d.cron(),
          d.zone(),
          s.words(),
          d.window(),
          d.enabled(),
          s.owner(),
          s.next(),
          s.last(),
          s.lastJob(),
          s.lastProblem());
    }

    private static JobsApi.TargetsJson targets(DeviceSelection selection) {
      return switch (selection) {
        case DeviceSelection.Devices(List<String> names) ->
            new JobsApi.TargetsJson(names, null, null);
        case DeviceSelection.Group(String name) -> new JobsApi.TargetsJson(null, name, null);
        case DeviceSelection.Filter(String text, Map<String, String> fields) ->
            new JobsApi.TargetsJson(null, null, new JobsApi.FilterJson(text, fields));
      };
    }
  }

  @GetMapping("/schedules")
  @Operation(summary = "List the schedules, by name")
  Page<ScheduleJson> list() {
    return Page.whole(schedules.list(actor.get()).stream().map(ScheduleJson::of).toList());
  }

  @GetMapping("/schedules/{id}")
  @Operation(summary = "Show a schedule")
  ScheduleJson get(@PathVariable long id) {
    return ScheduleJson.of(schedules.get(actor.get(), id));
  }

  @GetMapping("/schedules/times")
  @Operation(summary = "Show when five fields of cron come next, and say it in words")
  CronTimes times(@RequestParam String cron, @RequestParam(defaultValue = "UTC") String zone) {
    return schedules.times(actor.get(), cron, zone);
  }

  /**
   * @param enabled whether it makes jobs
   * @param confirm whether a person has said yes to the commands, for every time
   */
  record Enable(@Nullable Boolean enabled, @Nullable Boolean confirm) {}

  @PostMapping("/schedules/{id}/enabled")
  @Operation(
      summary = "Stop a schedule, or let it go on",
      description = "Its jobs are then made on behalf of who let it go on.")
  ScheduleJson enable(@PathVariable long id, @RequestBody Enable body) {
    if (body.enabled() == null) {
      throw ProblemException.invalid("enabled", "Say true or false.");
    }
    return ScheduleJson.of(
        schedules.enable(actor.get(), id, body.enabled(), Boolean.TRUE.equals(body.confirm())));
  }

  @PostMapping("/schedules")
  @Operation(
      summary = "Make jobs again and again",
      description =
          "The devices are looked up each time. Dangerous commands are answered with 409"
              + " confirmation_needed until confirm is true.")
  ResponseEntity<ScheduleJson> add(@RequestBody ScheduleInput body) {
    Schedule saved =
        schedules.save(actor.get(), null, body.draft(), Boolean.TRUE.equals(body.confirm()));
    return ResponseEntity.created(URI.create("/api/v1/schedules/" + saved.id()))
        .body(ScheduleJson.of(saved));
  }

  @PutMapping("/schedules/{id}")
  @Operation(summary = "Change a schedule", description = "Its jobs are then made on your behalf.")
  ScheduleJson change(@PathVariable long id, @RequestBody ScheduleInput body) {
    return ScheduleJson.of(
        schedules.save(actor.get(), id, body.draft(), Boolean.TRUE.equals(body.confirm())));
  }

  @DeleteMapping("/schedules/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Delete a schedule", description = "The jobs that it made stay.")
  void delete(@PathVariable long id) {
    schedules.delete(actor.get(), id);
  }

  /**
   * @param confirm whether a person has said yes to the commands
   */
  record RunNow(@Nullable Boolean confirm) {}

  @PostMapping("/schedules/{id}/run")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(summary = "Make the job of a schedule now")
  JobJson run(@PathVariable long id, @RequestBody(required = false) @Nullable RunNow body) {
    return JobJson.of(
        schedules.runNow(actor.get(), id, body != null && Boolean.TRUE.equals(body.confirm())));
  }

  /**
   * @param openUntil null while it is closed
   * @param opensAt when it opens next
   */
  record WindowJson(
      String name,
      String cron,
      String zone,
      int minutes,
      String words,
      @Nullable Instant openUntil,
      @Nullable Instant opensAt) {
    static WindowJson of(MaintenanceWindow w, Instant now) {
      return new WindowJson(
          w.name(),
          w.cron(),
          w.zone(),
          w.minutes(),
          w.words(),
          w.openUntil(now).orElse(null),
          w.opensAfter(now).orElse(null));
    }
  }

  @GetMapping("/windows")
  @Operation(summary = "List the maintenance windows, by name")
  Page<WindowJson> windows() {
    return Page.whole(
        windows.list(actor.get()).stream().map(w -> WindowJson.of(w, clock.instant())).toList());
  }

  /**
   * @param cron when it opens: minute hour day month weekday
   * @param zone UTC when missing
   * @param minutes how long it is open
   */
  record WindowInput(@Nullable String cron, @Nullable String zone, @Nullable Integer minutes) {}

  @PutMapping("/windows/{name}")
  @Operation(summary = "Add or change a maintenance window")
  WindowJson saveWindow(@PathVariable String name, @RequestBody WindowInput body) {
    return WindowJson.of(
        windows.save(
            actor.get(),
            name,
            body.cron() == null ? "" : body.cron(),
            body.zone() == null || body.zone().isBlank() ? "UTC" : body.zone(),
            body.minutes() == null ? 0 : body.minutes()),
        clock.instant());
  }

  @DeleteMapping("/windows/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Delete a maintenance window")
  void deleteWindow(@PathVariable String name) {
    windows.delete(actor.get(), name);
  }
}
