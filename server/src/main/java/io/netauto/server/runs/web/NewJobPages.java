package io.netauto.server.runs.web;

import io.netauto.server.commands.ConfirmationNeeded;
import io.netauto.server.commands.Danger;
import io.netauto.server.commands.Mode;
import io.netauto.server.identity.Actor;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.identity.Permission;
import io.netauto.server.inventory.DeviceSelection;
import io.netauto.server.jobs.JobId;
import io.netauto.server.runs.Job;
import io.netauto.server.runs.JobPreview;
import io.netauto.server.runs.JobRequest;
import io.netauto.server.runs.RunJobs;
import io.netauto.server.web.FieldError;
import io.netauto.server.web.Pages;
import io.netauto.server.web.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/** The start of a job. */
@Controller
class NewJobPages {
  private static final String FORM = "runs/newJob";

  private final RunJobs jobs;
  private final JobPreview preview;
  private final CurrentActor current;
  private final Pages pages;

  NewJobPages(RunJobs jobs, JobPreview preview, CurrentActor current, Pages pages) {
    this.jobs = jobs;
    this.preview = preview;
    this.current = current;
    this.pages = pages;
  }

  /**
   * The form for the devices that stand in the address, or for those of an earlier job.
   *
   * @param job the number of the job whose devices and commands are wanted again
   */
  @GetMapping("/jobs/new")
  View blank(
      @RequestParam MultiValueMap<String, String> sent,
      @RequestParam(required = false) @Nullable Long job,
      @RequestParam(defaultValue = "") String commands) {
    Actor actor = current.get();
    JobTargets targets = JobTargets.of(sent);
    String lines = commands;
    if (job != null) {
      Job before = jobs.get(actor, new JobId(job));
      targets = JobTargets.of(jobs.targets(actor, before));
      lines = String.join("\n", before.order().commands());
    }
    return pages.show(FORM, page(actor, Typed.blank(targets, lines), Map.of(), null));
  }

  /** What stands in the form. */
  private record Typed(
      JobTargets targets, String commands, String title, String when, String zone, String mode) {
    static Typed blank(JobTargets targets, String commands) {
      return new Typed(targets, commands, "", "", "", "");
    }

    List<String> lines() {
      return commands.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    /** Null for at once. */
    @Nullable Instant at() {
      if (when.isBlank()) {
        return null;
      }
      try {
        ZoneId in = zone.isBlank() ? ZoneId.of("UTC") : ZoneId.of(zone);
        return LocalDateTime.parse(when).atZone(in).toInstant();
      } catch (DateTimeException e) {
        throw ProblemException.invalid("at", "Give a date and a time, or leave it empty.");
      }
    }

    @Nullable Mode asked() {
      return switch (mode) {
        case "read" -> Mode.READ;
        case "change" -> Mode.CHANGE;
        default -> null;
      };
    }
  }

  private NewJobPage page(
      Actor actor, Typed typed, Map<String, String> errors, @Nullable List<Danger> dangers) {
    Map<String, String> all = new LinkedHashMap<>(errors);
    JobPreview.Targets found = null;
    DeviceSelection selection = typed.targets().selection();
    if (selection != null) {
      try {
        found = preview.targets(actor, selection);
      } catch (ProblemException e) {
        all.putIfAbsent("targets", words(e));
      }
    }
    return new NewJobPage(
        typed.targets(),
        found,
        typed.commands(),
        typed.title(),
        typed.when(),
        typed.zone(),
        typed.mode(),
        all,
        UUID.randomUUID().toString(),
        dangers);
  }

  private static String words(ProblemException e) {
    return e.errors().isEmpty() ? String.valueOf(e.getMessage()) : e.errors().getFirst().message();
  }

  /**
   * Makes a job, or shows again what was typed with what is wrong, or with what has to be
   * confirmed.
   */
  @PostMapping("/jobs")
  View start(
      @RequestParam MultiValueMap<String, String> sent,
      @RequestParam(defaultValue = "") String commands,
      @RequestParam(defaultValue = "") String title,
      @RequestParam(defaultValue = "") String when,
      @RequestParam(defaultValue = "") String zone,
      @RequestParam(defaultValue = "") String mode,
      @RequestParam(defaultValue = "false") boolean confirm,
      @RequestParam(defaultValue = "") String key) {
    Actor actor = current.get();
    actor.require(Permission.RUNS_EXECUTE);
    Typed typed = new Typed(JobTargets.of(sent), commands, title, when, zone, mode);
    try {
      Job job = jobs.create(actor, request(typed, confirm, key));
      return new RedirectView("/jobs/" + job.id());
    } catch (ConfirmationNeeded e) {
      return pages.show(FORM, HttpStatus.CONFLICT, page(actor, typed, Map.of(), e.dangers()));
    } catch (ProblemException e) {
      return pages.show(
          FORM, HttpStatus.UNPROCESSABLE_CONTENT, page(actor, typed, errors(e), null));
    }
  }

  private static JobRequest request(Typed typed, boolean confirm, String key) {
    DeviceSelection selection = typed.targets().selection();
    if (selection == null) {
      throw ProblemException.invalid("targets", "Name the devices, or choose them in the list.");
    }
    return new JobRequest(
        selection,
        typed.lines(),
        null,
        Map.of(),
        typed.asked(),
        typed.at(),
        typed.title().isBlank() ? null : typed.title(),
        null,
        confirm,
        key.isBlank() ? null : key);
  }

  private static Map<String, String> errors(ProblemException e) {
    Map<String, String> errors = new LinkedHashMap<>();
    for (FieldError error : e.errors()) {
      errors.putIfAbsent(error.field(), error.message());
    }
    if (errors.isEmpty()) {
      errors.put("", String.valueOf(e.getMessage()));
    }
    return errors;
  }
}
