package io.netauto.server.runs.web;

import io.netauto.server.calendar.CronTimes;
import io.netauto.server.calendar.MaintenanceWindow;
import io.netauto.server.calendar.MaintenanceWindows;
import io.netauto.server.commands.CommandTemplate;
import io.netauto.server.commands.Danger;
import io.netauto.server.commands.Templates;
import io.netauto.server.identity.Actor;
import io.netauto.server.identity.Permission;
import io.netauto.server.inventory.DeviceSelection;
import io.netauto.server.runs.JobPreview;
import io.netauto.server.runs.Schedules;
import io.netauto.server.web.FieldError;
import io.netauto.server.web.Pages;
import io.netauto.server.web.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;

/** Shows the form of a job or a schedule, with what can be chosen in it. */
@Component
class JobForms {
  private static final String FORM = "runs/newJob";

  /** Templates that are offered. */
  private static final int OFFERED = 500;

  private final JobPreview preview;
  private final Templates templates;
  private final MaintenanceWindows windows;
  private final Schedules schedules;
  private final Pages pages;

  JobForms(
      JobPreview preview,
      Templates templates,
      MaintenanceWindows windows,
      Schedules schedules,
      Pages pages) {
    this.preview = preview;
    this.templates = templates;
    this.windows = windows;
    this.schedules = schedules;
    this.pages = pages;
  }

  View show(Actor actor, JobForm form) {
    return pages.show(FORM, page(actor, form, Map.of(), null));
  }

  /** What was typed, with what has to be confirmed first. */
  View ask(Actor actor, JobForm form, List<Danger> dangers) {
    return pages.show(FORM, HttpStatus.CONFLICT, page(actor, form, Map.of(), dangers));
  }

  /** What was typed, with what is wrong with it. */
  View refuse(Actor actor, JobForm form, ProblemException why) {
    return pages.show(FORM, HttpStatus.UNPROCESSABLE_CONTENT, page(actor, form, errors(why), null));
  }

  /** The inputs of the template that is chosen. */
  View variables(Actor actor, JobForm form) {
    return pages.show("runs/jobVariables", page(actor, form, Map.of(), null));
  }

  private NewJobPage page(
      Actor actor, JobForm form, Map<String, String> errors, @Nullable List<Danger> dangers) {
    Map<String, String> all = new LinkedHashMap<>(errors);
    JobPreview.Targets found = null;
    DeviceSelection selection = form.targets().selection();
    if (selection != null) {
      try {
        found = preview.targets(actor, selection);
      } catch (ProblemException e) {
        all.putIfAbsent("targets", words(e));
      }
    }
    boolean reads = actor.may(Permission.TEMPLATES_READ);
    List<CommandTemplate> offered =
        reads
            ? templates.list(actor, "", null, OFFERED).items().stream()
                .filter(t -> t.draft().enabled() || t.name().equalsIgnoreCase(form.template()))
                .toList()
            : List.of();
    return new NewJobPage(
        form,
        found,
        offered,
        chosen(offered, form.template()).orElse(null),
        windows(actor),
        times(actor, form),
        all,
        UUID.randomUUID().toString(),
        dangers);
  }

  private static Optional<CommandTemplate> chosen(List<CommandTemplate> offered, String name) {
    return offered.stream().filter(t -> t.name().equalsIgnoreCase(name)).findFirst();
  }

  private List<MaintenanceWindow> windows(Actor actor) {
    return actor.may(Permission.RUNS_READ) ? windows.list(actor) : List.of();
  }

  private @Nullable CronTimes times(Actor actor, JobForm form) {
    if (!form.recurs() || form.cron().isEmpty()) {
      return null;
    }
    try {
      return schedules.times(actor, form.cron(), form.zone().isEmpty() ? "UTC" : form.zone());
    } catch (ProblemException e) {
      return null; // Told when the form is sent.
    }
  }

  static String words(ProblemException e) {
    return e.errors().isEmpty() ? String.valueOf(e.getMessage()) : e.errors().getFirst().message();
  }

  static Map<String, String> errors(ProblemException e) {
    Map<String, String> errors = new LinkedHashMap<>();
    for (FieldError error : e.errors()) {
      String field = error.field().startsWith("variables") ? "template" : error.field();
      errors.putIfAbsent(field.equals("name") ? "title" : field, error.message());
    }
    if (errors.isEmpty()) {
      errors.put("", String.valueOf(e.getMessage()));
    }
    return errors;
  }
}
