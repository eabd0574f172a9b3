package io.netauto.server.runs.web;

import io.netauto.server.calendar.MaintenanceWindow;
import io.netauto.server.calendar.MaintenanceWindows;
import io.netauto.server.commands.ConfirmationNeeded;
import io.netauto.server.identity.Actor;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.identity.Permission;
import io.netauto.server.jobs.JobId;
import io.netauto.server.runs.Job;
import io.netauto.server.runs.RunJobs;
import io.netauto.server.runs.Schedule;
import io.netauto.server.runs.Schedules;
import io.netauto.server.web.Pages;
import io.netauto.server.web.ProblemException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

/** The start of a job: at once, at a time, or again and again. */
@Controller
class NewJobPages {
  private final RunJobs jobs;
  private final Schedules schedules;
  private final MaintenanceWindows windows;
  private final JobForms forms;
  private final CurrentActor current;

  NewJobPages(
      RunJobs jobs,
      Schedules schedules,
      MaintenanceWindows windows,
      JobForms forms,
      CurrentActor current) {
    this.jobs = jobs;
    this.schedules = schedules;
    this.windows = windows;
    this.forms = forms;
    this.current = current;
  }

  /**
   * The form for the devices that stand in the address, or for those of an earlier job.
   *
   * @param job the number of the job whose devices and commands are wanted again
   * @param begin cron for one that comes again
   */
  @GetMapping("/jobs/new")
  View blank(
      @RequestParam MultiValueMap<String, String> sent,
      @RequestParam(required = false) @Nullable Long job,
      @RequestParam(defaultValue = "") String commands,
      @RequestParam(defaultValue = "") String template,
      @RequestParam(defaultValue = "now") String begin) {
    Actor actor = current.get();
    JobForm form = JobForm.blank(JobTargets.of(sent), commands).with(template, Map.of(), "");
    if (job != null) {
      form = again(actor, jobs.get(actor, new JobId(job)));
    }
    return forms.show(actor, form.beginning(begin));
  }

  private JobForm again(Actor actor, Job before) {
    Map<String, String> variables = before.order().variables();
    String template = before.order().template();
    Long window = before.window();
    Optional<MaintenanceWindow> of =
        window == null ? Optional.empty() : windows.find(actor, window);
    return JobForm.blank(
            JobTargets.of(jobs.targets(actor, before)),
            String.join("\n", before.order().commands()))
        .with(
            template == null ? "" : template,
            variables == null ? Map.of() : variables,
            of.map(MaintenanceWindow::name).orElse(""));
  }

  /** The inputs of a template, when another is chosen. */
  @GetMapping("/jobs/new/variables")
  View variables(@RequestParam MultiValueMap<String, String> sent) {
    Actor actor = current.get();
    return forms.variables(actor, JobForm.of(sent, null));
  }

  /**
   * Makes a job or a schedule, or shows again what was typed with what is wrong, or with what has
   * to be confirmed.
   */
  @PostMapping("/jobs")
  View start(
      @RequestParam MultiValueMap<String, String> sent,
      @RequestParam(defaultValue = "false") boolean confirm,
      @RequestParam(defaultValue = "") String key,
      RedirectAttributes redirect) {
    Actor actor = current.get();
    actor.require(Permission.RUNS_EXECUTE);
    JobForm form = JobForm.of(sent, null);
    try {
      if (form.recurs()) {
        Schedule saved = schedules.save(actor, null, form.draft(), confirm);
        Pages.sayDone(redirect, "The schedule is saved: %s.".formatted(saved.words()));
        return new RedirectView("/schedules/" + saved.id());
      }
      Job job = jobs.create(actor, form.request(confirm, key));
      return new RedirectView("/jobs/" + job.id());
    } catch (ConfirmationNeeded e) {
      return forms.ask(actor, form, e.dangers());
    } catch (ProblemException e) {
      return forms.refuse(actor, form, e);
    }
  }
}
