package io.netauto.server.runs.web;

import io.netauto.server.calendar.MaintenanceWindows;
import io.netauto.server.commands.ConfirmationNeeded;
import io.netauto.server.identity.Actor;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.identity.Permission;
import io.netauto.server.jobs.JobId;
import io.netauto.server.runs.Comparison;
import io.netauto.server.runs.Job;
import io.netauto.server.runs.JobQuery;
import io.netauto.server.runs.JobResults;
import io.netauto.server.runs.RunId;
import io.netauto.server.runs.RunJobs;
import io.netauto.server.runs.Schedules;
import io.netauto.server.web.NavigationEntry;
import io.netauto.server.web.Pages;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/** The jobs, one job, and two of its answers side by side. */
@Controller
class JobPages {
  private static final int LIMIT = 50;

  private final RunJobs jobs;
  private final JobResults results;
  private final Schedules schedules;
  private final MaintenanceWindows windows;
  private final CurrentActor current;
  private final Pages pages;

  JobPages(
      RunJobs jobs,
      JobResults results,
      Schedules schedules,
      MaintenanceWindows windows,
      CurrentActor current,
      Pages pages) {
    this.jobs = jobs;
    this.results = results;
    this.schedules = schedules;
    this.windows = windows;
    this.current = current;
    this.pages = pages;
  }

  /** A status that is not known shows all. */
  @GetMapping("/jobs")
  View list(
      @RequestParam(defaultValue = "") String status,
      @RequestParam(defaultValue = "") String requester,
      @RequestParam(required = false) @Nullable Long schedule,
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "") String cursor,
      @RequestParam(defaultValue = "") String back) {
    JobQuery query =
        new JobQuery(
            JobListPage.STATUSES.contains(status) ? status : null,
            requester.isBlank() ? null : requester.strip(),
            null,
            schedule,
            q.strip(),
            cursor.isEmpty() ? null : cursor,
            LIMIT);
    List<String> trail =
        back.isEmpty() ? List.of() : Arrays.asList(back.split(JobListPage.TRAIL_MARK, -1));
    return pages.show("runs/jobs", new JobListPage(jobs.list(current.get(), query), query, trail));
  }

  @GetMapping("/jobs/{id:[0-9]+}")
  View show(@PathVariable long id) {
    Actor actor = current.get();
    Job job = jobs.get(actor, new JobId(id));
    Long schedule = job.schedule();
    Long window = job.window();
    return pages.show(
        "runs/job",
        new JobPage(
            job,
            schedule == null ? null : schedules.find(actor, schedule).orElse(null),
            window == null ? null : windows.find(actor, window).orElse(null),
            results.waitingFor(actor, job).orElse(null)));
  }

  @PostMapping("/jobs/{id:[0-9]+}/cancel")
  RedirectView cancel(@PathVariable long id) {
    jobs.cancel(current.get(), new JobId(id));
    return new RedirectView("/jobs/" + id);
  }

  /** Runs it again, or asks whether that is wanted. */
  @PostMapping("/jobs/{id:[0-9]+}/retry")
  View retry(
      @PathVariable long id,
      @RequestParam(defaultValue = "failed") String which,
      @RequestParam(defaultValue = "false") boolean confirm) {
    Actor actor = current.get();
    boolean all = which.equals("all");
    try {
      Job again = jobs.retry(actor, new JobId(id), all, confirm);
      return new RedirectView("/jobs/" + again.id());
    } catch (ConfirmationNeeded e) {
      return pages.show(
          "runs/retry",
          HttpStatus.CONFLICT,
          new RetryPage(jobs.get(actor, new JobId(id)), all, e.dangers()));
    }
  }

  @GetMapping("/jobs/{id:[0-9]+}/compare")
  View compare(@PathVariable long id, @RequestParam long a, @RequestParam long b) {
    Actor actor = current.get();
    Job job = jobs.get(actor, new JobId(id));
    Comparison comparison = results.compare(actor, job.id(), new RunId(a), new RunId(b));
    return pages.show(
        "runs/compare", new ComparePage(job, comparison, JobResultsApi.note(comparison)));
  }

  @Configuration(proxyBeanMethods = false)
  static class Navigation {
    @Bean
    NavigationEntry jobsEntry() {
      return new NavigationEntry(
          "", "Jobs", "/jobs", "jobs", "j", Permission.RUNS_READ.wireName(), 35);
    }
  }
}
