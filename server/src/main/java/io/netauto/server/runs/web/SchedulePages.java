package io.netauto.server.runs.web;

import io.netauto.server.calendar.CronTimes;
import io.netauto.server.commands.ConfirmationNeeded;
import io.netauto.server.identity.Actor;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.identity.Permission;
import io.netauto.server.runs.Job;
import io.netauto.server.runs.JobQuery;
import io.netauto.server.runs.RunJobs;
import io.netauto.server.runs.Schedule;
import io.netauto.server.runs.Schedules;
import io.netauto.server.web.NavigationEntry;
import io.netauto.server.web.Pages;
import io.netauto.server.web.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

/** The schedules, and one of them. */
@Controller
class SchedulePages {
  /** Jobs that the page of a schedule shows. */
  private static final int JOBS = 10;

  private final Schedules schedules;
  private final RunJobs jobs;
  private final JobForms forms;
  private final CurrentActor current;
  private final Pages pages;

  SchedulePages(
      Schedules schedules, RunJobs jobs, JobForms forms, CurrentActor current, Pages pages) {
    this.schedules = schedules;
    this.jobs = jobs;
    this.forms = forms;
    this.current = current;
    this.pages = pages;
  }

  @GetMapping("/schedules")
  View list() {
    Actor actor = current.get();
    List<ScheduleListPage.Row> rows =
        schedules.list(actor).stream()
            .map(each -> new ScheduleListPage.Row(each, last(actor, each)))
            .toList();
    return pages.show("runs/schedules", new ScheduleListPage(rows));
  }

  private @Nullable Job last(Actor actor, Schedule schedule) {
    return made(actor, schedule, 1).stream().findFirst().orElse(null);
  }

  private List<Job> made(Actor actor, Schedule schedule, int limit) {
    return jobs.list(actor, new JobQuery(null, null, null, schedule.id(), "", null, limit)).items();
  }

  @GetMapping("/schedules/new")
  RedirectView blank() {
    return new RedirectView("/jobs/new?begin=cron");
  }

  @GetMapping("/schedules/{id:[0-9]+}")
  View show(@PathVariable long id) {
    Actor actor = current.get();
    Schedule schedule = schedules.get(actor, id);
    Schedule.Draft draft = schedule.draft();
    CronTimes times = schedules.times(actor, draft.cron(), draft.zone());
    return pages.show(
        "runs/schedule",
        new SchedulePage(
            schedule, JobTargets.of(draft.targets()), times, made(actor, schedule, JOBS)));
  }

  @GetMapping("/schedules/{id:[0-9]+}/edit")
  View edit(@PathVariable long id) {
    Actor actor = current.get();
    return forms.show(actor, JobForm.of(schedules.get(actor, id)));
  }

  @PostMapping("/schedules/{id:[0-9]+}")
  View save(
      @PathVariable long id,
      @RequestParam MultiValueMap<String, String> sent,
      @RequestParam(defaultValue = "false") boolean confirm,
      RedirectAttributes redirect) {
    Actor actor = current.get();
    actor.require(Permission.RUNS_EXECUTE);
    schedules.get(actor, id);
    JobForm form = JobForm.of(sent, id);
    try {
      Schedule saved = schedules.save(actor, id, form.draft(), confirm);
      Pages.sayDone(redirect, "The schedule is saved: %s.".formatted(saved.words()));
      return new RedirectView("/schedules/" + id);
    } catch (ConfirmationNeeded e) {
      return forms.ask(actor, form, e.dangers());
    } catch (ProblemException e) {
      return forms.refuse(actor, form, e);
    }
  }

  /** What has to be confirmed is confirmed in the form, where the commands can be read. */
  @PostMapping("/schedules/{id:[0-9]+}/enabled")
  View enable(@PathVariable long id, @RequestParam boolean enabled, RedirectAttributes redirect) {
    Actor actor = current.get();
    try {
      Schedule now = schedules.enable(actor, id, enabled, false);
      Pages.sayDone(
          redirect,
          "The schedule %s is %s.".formatted(now.draft().name(), enabled ? "enabled" : "disabled"));
      return new RedirectView("/schedules/" + id);
    } catch (ConfirmationNeeded e) {
      return forms.ask(actor, JobForm.of(schedules.get(actor, id)).enabling(), e.dangers());
    }
  }

  @PostMapping("/schedules/{id:[0-9]+}/run")
  View run(@PathVariable long id, @RequestParam(defaultValue = "false") boolean confirm) {
    Actor actor = current.get();
    try {
      return new RedirectView("/jobs/" + schedules.runNow(actor, id, confirm).id());
    } catch (ConfirmationNeeded e) {
      return pages.show(
          "runs/runSchedule",
          HttpStatus.CONFLICT,
          new RunSchedulePage(schedules.get(actor, id), e.dangers()));
    }
  }

  @PostMapping("/schedules/{id:[0-9]+}/delete")
  RedirectView delete(@PathVariable long id, RedirectAttributes redirect) {
    Actor actor = current.get();
    Schedule gone = schedules.get(actor, id);
    schedules.delete(actor, id);
    Pages.sayDone(redirect, "The schedule %s is deleted.".formatted(gone.draft().name()));
    return new RedirectView("/schedules");
  }

  /** The next times of what is typed, as it is typed. */
  @GetMapping("/schedules/times")
  View times(
      @RequestParam(defaultValue = "") String cron, @RequestParam(defaultValue = "") String zone) {
    Actor actor = current.get();
    if (cron.isBlank()) {
      return pages.show("runs/cronTimes", new CronTimesPage(null, null));
    }
    try {
      return pages.show(
          "runs/cronTimes",
          new CronTimesPage(schedules.times(actor, cron, zone.isBlank() ? "UTC" : zone), null));
    } catch (ProblemException e) {
      return pages.show("runs/cronTimes", new CronTimesPage(null, JobForms.words(e)));
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Navigation {
    @Bean
    NavigationEntry schedulesEntry() {
      return new NavigationEntry(
          "", "Schedules", "/schedules", "s-scheduled", "s", Permission.RUNS_READ.wireName(), 37);
    }
  }
}
