package io.netauto.server.runs;

import io.netauto.server.calendar.CronWords;
import io.netauto.server.commands.Mode;
import io.netauto.server.inventory.DeviceSelection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job that is made again and again.
 *
 * @param owner the user on whose behalf it is made: who saved the schedule last
 * @param next when it is made next; null while it is disabled, and when its time never comes
 * @param lastJob the number of the job that was made last; null for none
 * @param lastProblem why no job was made the last time; null when one was
 */
public record Schedule(
    long id,
    Draft draft,
    String owner,
    @Nullable Instant next,
    @Nullable Instant last,
    @Nullable Long lastJob,
    @Nullable String lastProblem) {

  /** The same schedule with what it does, and why it did not, in other words. */
  Schedule told(Draft words, @Nullable String problem) {
    return new Schedule(id, words, owner, next, last, lastJob, problem);
  }

  /** When it comes, in words. */
  public String words() {
    return CronWords.of(draft.cron()) + ", " + draft.zone() + " time";
  }

  /**
   * What people write of a schedule.
   *
   * @param name unique within the customer, without regard to case
   * @param targets looked up anew each time
   * @param commands the same for all devices; empty with a template
   * @param template a name; null for none
   * @param mode what the commands are said to be; null leaves it to the rules
   * @param cron minute hour day month weekday
   * @param zone a name as Europe/Berlin
   * @param window the name of the maintenance window in which the runs may begin; null for any time
   */
  public record Draft(
      String name,
      DeviceSelection targets,
      List<String> commands,
      @Nullable String template,
      Map<String, String> variables,
      @Nullable Mode mode,
      String cron,
      String zone,
      @Nullable String window,
      boolean enabled) {
    public Draft {
      commands = List.copyOf(commands);
      variables = Map.copyOf(variables);
    }

    Draft told(List<String> words, Map<String, String> values) {
      return new Draft(name, targets, words, template, values, mode, cron, zone, window, enabled);
    }

    Draft enabled(boolean now) {
      return new Draft(name, targets, commands, template, variables, mode, cron, zone, window, now);
    }
  }
}
