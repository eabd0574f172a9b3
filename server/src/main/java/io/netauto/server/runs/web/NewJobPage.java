package io.netauto.server.runs.web;

import io.netauto.server.calendar.CronTimes;
import io.netauto.server.calendar.MaintenanceWindow;
import io.netauto.server.commands.CommandTemplate;
import io.netauto.server.commands.Danger;
import io.netauto.server.commands.TemplateVariable;
import io.netauto.server.runs.JobPreview;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form of a new job, or of a schedule.
 *
 * @param found what the targets find now; null when none are chosen, or they cannot be looked up
 * @param templates those that can be run, by name
 * @param chosen the template that is chosen; null for none, and for one that there is not
 * @param windows by name
 * @param times when the job comes again; null for one that does not, or when that is not known
 * @param key makes a second press of the same button the same job
 * @param dangers what has to be confirmed before these commands run; empty where it is only that
 *     they change devices; null for nothing
 */
public record NewJobPage(
    JobForm form,
    JobPreview.@Nullable Targets found,
    List<CommandTemplate> templates,
    @Nullable CommandTemplate chosen,
    List<MaintenanceWindow> windows,
    @Nullable CronTimes times,
    Map<String, String> errors,
    String key,
    @Nullable List<Danger> dangers) {
  public NewJobPage {
    templates = List.copyOf(templates);
    windows = List.copyOf(windows);
    errors = Map.copyOf(errors);
  }

  public @Nullable String error(String field) {
    return errors.get(field);
  }

  public int count() {
    return found == null ? 0 : found.count();
  }

  /** Where it is sent. */
  public String action() {
    return form.schedule() == null ? "/jobs" : "/schedules/" + form.schedule();
  }

  public List<TemplateVariable> variables() {
    return chosen == null ? List.of() : chosen.draft().variables();
  }

  /** What stands in the input of a variable. */
  public String value(TemplateVariable variable) {
    String fallback = variable.fallback() == null ? "" : variable.fallback();
    return form.variables().getOrDefault(variable.name(), fallback);
  }
}
