package io.netauto.server.runs.web;

import io.netauto.server.commands.Mode;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.inventory.DeviceSelection;
import io.netauto.server.jobs.JobId;
import io.netauto.server.runs.Job;
import io.netauto.server.runs.JobQuery;
import io.netauto.server.runs.JobRequest;
import io.netauto.server.runs.JobResults;
import io.netauto.server.runs.RunJobs;
import io.netauto.server.web.Page;
import io.netauto.server.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/jobs")
@Tag(name = "Jobs", description = "Commands run on many devices at once.")
class JobsApi {
  private static final Set<String> STATUSES =
      Set.of("queued", "scheduled", "running", "success", "partial", "failed", "cancelled");

  private final RunJobs jobs;
  private final JobResults results;
  private final CurrentActor actor;

  JobsApi(RunJobs jobs, JobResults results, CurrentActor actor) {
    this.jobs = jobs;
    this.results = results;
    this.actor = actor;
  }

  /**
   * @param text found in a device's name, address, site, role, model or vendor
   * @param fields exact values by field; tags as tag:NAME
   */
  record FilterJson(@Nullable String text, @Nullable Map<String, String> fields) {}

  /** Just one of these. */
  record TargetsJson(
      @Nullable List<String> devices, @Nullable String group, @Nullable FilterJson filter) {

    DeviceSelection selection() {
      List<DeviceSelection> given = new ArrayList<>();
      if (devices != null) {
        given.add(new DeviceSelection.Devices(devices));
      }
      if (group != null) {
        given.add(new DeviceSelection.Group(group));
      }
      if (filter != null) {
        given.add(
            new DeviceSelection.Filter(
                filter.text() == null ? "" : filter.text(),
                filter.fields() == null ? Map.of() : filter.fields()));
      }
      if (given.size() != 1) {
        throw ProblemException.invalid(
            "targets", "Name the devices by just one of devices, group and filter.");
      }
      return given.getFirst();
    }
  }

  record StartJob(
      @Nullable TargetsJson targets,
      @Nullable List<String> commands,
      @Nullable String template,
      @Nullable Map<String, String> variables,
      @Nullable Mode mode,
      @Nullable Instant at,
      @Nullable String title,
      @Nullable String window,
      @Nullable Boolean confirm) {}

  @PostMapping
  @Operation(
      summary = "Run commands on many devices",
      description =
          "The devices are looked up and frozen now; disabled ones are left out. Answers at once."
              + " Dangerous commands are answered with 409 confirmation_needed until confirm is"
              + " true.")
  ResponseEntity<JobJson> start(
      @RequestBody StartJob body,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    if (body.targets() == null) {
      throw ProblemException.invalid("targets", "Say which devices: devices, group or filter.");
    }
    Job job =
        jobs.create(
            actor.get(),
            new JobRequest(
                body.targets().selection(),
                body.commands() == null ? List.of() : body.commands(),
                body.template(),
                body.variables() == null ? Map.of() : body.variables(),
                body.mode(),
                body.at(),
                body.title(),
                body.window(),
                Boolean.TRUE.equals(body.confirm()),
                RunsApi.checkedKey(key)));
    return ResponseEntity.accepted()
        .location(URI.create("/api/v1/jobs/" + job.id()))
        .body(JobJson.of(job, results.waitingFor(actor.get(), job).orElse(null)));
  }

  @GetMapping
  @Operation(summary = "List jobs, newest first")
  Page<JobJson> list(
      @RequestParam(required = false) @Nullable String status,
      @RequestParam(required = false) @Nullable String requester,
      @RequestParam(required = false) @Nullable Long parent,
      @RequestParam(required = false) @Nullable Long schedule,
      @RequestParam(defaultValue = "") String q,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    if (limit < 1 || limit > 500) {
      throw ProblemException.invalid("limit", "A page has 1 to 500 items.");
    }
    return jobs.list(
            actor.get(),
            new JobQuery(statusOf(status), requester, parent, schedule, q, cursor, limit))
        .map(JobJson::of);
  }

  static @Nullable String statusOf(@Nullable String status) {
    if (status == null || status.isBlank()) {
      return null;
    }
    String code = status.toLowerCase(Locale.ROOT);
    if (!STATUSES.contains(code)) {
      throw ProblemException.invalid(
          "status",
          "There is no status \"%s\". Known: %s."
              .formatted(status, String.join(", ", STATUSES.stream().sorted().toList())));
    }
    return code;
  }

  @GetMapping("/{id}")
  @Operation(summary = "Show a job", description = "With what its waiting runs wait for.")
  JobJson get(@PathVariable long id) {
    Job job = jobs.get(actor.get(), new JobId(id));
    return JobJson.of(job, results.waitingFor(actor.get(), job).orElse(null));
  }

  @PostMapping("/{id}/cancel")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      summary = "Cancel a job",
      description = "Closes its sessions on the devices. A job that is over stays as it is.")
  JobJson cancel(@PathVariable long id) {
    return JobJson.of(jobs.cancel(actor.get(), new JobId(id)));
  }

  /**
   * @param which failed or all
   * @param confirm whether a person has said yes to the commands again
   */
  record RetryJob(@Nullable String which, @Nullable Boolean confirm) {}

  @PostMapping("/{id}/retry")
  @Operation(
      summary = "Run a job again",
      description = "Makes a new job of the devices that failed, or of all, that names this one.")
  ResponseEntity<JobJson> retry(
      @PathVariable long id, @RequestBody(required = false) @Nullable RetryJob body) {
    String which = body == null || body.which() == null ? "failed" : body.which();
    boolean all =
        switch (which) {
          case "failed" -> false;
          case "all" -> true;
          default -> throw ProblemException.invalid("which", "Retry the failed ones or all.");
        };
    Job job =
        jobs.retry(
            actor.get(), new JobId(id), all, body != null && Boolean.TRUE.equals(body.confirm()));
    return ResponseEntity.accepted()
        .location(URI.create("/api/v1/jobs/" + job.id()))
        .body(JobJson.of(job));
  }
}
