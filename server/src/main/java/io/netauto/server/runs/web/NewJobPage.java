package io.netauto.server.runs.web;

import io.netauto.server.commands.Danger;
import io.netauto.server.runs.JobPreview;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form of a new job.
 *
 * @param found what the targets find now; null when none are chosen, or they cannot be looked up
 * @param when a local date and time, as it was typed; empty for at once
 * @param zone the time zone of {@code when}
 * @param mode what the commands are said to be: read, change, or empty for as the rules say
 * @param key makes a second press of the same button the same job
 * @param dangers what has to be confirmed before these commands run; empty where it is only that
 *     they change devices; null for nothing
 */
public record NewJobPage(
    JobTargets targets,
    JobPreview.@Nullable Targets found,
    String commands,
    String title,
    String when,
    String zone,
    String mode,
    Map<String, String> errors,
    String key,
    @Nullable List<Danger> dangers) {
  public NewJobPage {
    errors = Map.copyOf(errors);
  }

  public @Nullable String error(String field) {
    return errors.get(field);
  }

  public int count() {
    return found == null ? 0 : found.count();
  }

  /** The commands, one an item, without blank lines. */
  public List<String> lines() {
    return commands.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }
}
