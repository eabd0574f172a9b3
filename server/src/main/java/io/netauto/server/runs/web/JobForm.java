package io.netauto.server.runs.web;

import io.netauto.server.commands.Mode;
import io.netauto.server.inventory.DeviceSelection;
import io.netauto.server.runs.JobRequest;
import io.netauto.server.runs.Schedule;
import io.netauto.server.web.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * What stands in the form of a job, or of a schedule, which makes jobs. Texts are as they were
 * typed, empty for nothing.
 *
 * @param template the name of a template; empty for the commands
 * @param variables what the template is given, by name
 * @param begin now, at (a time) or cron
 * @param when a local date and time in {@code zone}
 * @param mode read, change, or empty for as the rules say
 * @param schedule the number of the schedule that is edited; null for a new one, and a job
 */
public record JobForm(
    JobTargets targets,
    String commands,
    String template,
    Map<String, String> variables,
    String title,
    String begin,
    String when,
    String zone,
    String cron,
    String mode,
    String window,
    boolean enabled,
    @Nullable Long schedule) {
  /** How the name of an input begins that holds a variable. */
  public static final String VARIABLE = "var.";

  public JobForm {
    variables = Map.copyOf(variables);
  }

  static JobForm blank(JobTargets targets, String commands) {
    return new JobForm(targets, commands, "", Map.of(), "", "now", "", "", "", "", "", true, null);
  }

  static JobForm of(MultiValueMap<String, String> sent, @Nullable Long schedule) {
    Map<String, String> variables = new LinkedHashMap<>();
    sent.forEach(
        (name, values) -> {
          String value = values.getFirst();
          if (name.startsWith(VARIABLE) && value != null && !value.isEmpty()) {
            variables.put(name.substring(VARIABLE.length()), value);
          }
        });
    String when = text(sent, "when");
    String begin = text(sent, "begin");
    return new JobForm(
        JobTargets.of(sent),
        text(sent, "commands"),
        text(sent, "template"),
        variables,
        text(sent, "title"),
        schedule != null ? "cron" : begin.isEmpty() ? when.isEmpty() ? "now" : "at" : begin,
        when,
        text(sent, "zone"),
        text(sent, "cron"),
        text(sent, "mode"),
        text(sent, "window"),
        !text(sent, "enabled").equals("false"),
        schedule);
  }

  static JobForm of(Schedule schedule) {
    Schedule.Draft draft = schedule.draft();
    Mode mode = draft.mode();
    return new JobForm(
        JobTargets.of(draft.targets()),
        String.join("\n", draft.commands()),
        draft.template() == null ? "" : draft.template(),
        draft.variables(),
        draft.name(),
        "cron",
        "",
        draft.zone(),
        draft.cron(),
        mode == null ? "" : mode == Mode.READ ? "read" : "change",
        draft.window() == null ? "" : draft.window(),
        draft.enabled(),
        schedule.id());
  }

  JobForm with(String otherTemplate, Map<String, String> values, String otherWindow) {
    return new JobForm(
        targets,
        commands,
        otherTemplate,
        values,
        title,
        begin,
        when,
        zone,
        cron,
        mode,
        otherWindow,
        enabled,
        schedule);
  }

  JobForm beginning(String how) {
    return new JobForm(
        targets, commands, template, variables, title, how, when, zone, cron, mode, window, enabled,
        schedule);
  }

  JobForm enabling() {
    return new JobForm(
        targets, commands, template, variables, title, begin, when, zone, cron, mode, window, true,
        schedule);
  }

  private static String text(MultiValueMap<String, String> sent, String name) {
    String value = sent.getFirst(name);
    return value == null ? "" : value.strip();
  }

  /** The commands, one an item, without blank lines. */
  public List<String> lines() {
    return commands.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  public boolean hasTemplate() {
    return !template.isEmpty();
  }

  public boolean recurs() {
    return begin.equals("cron");
  }

  /** Everything of it as a form sends it. */
  public List<Map.Entry<String, String>> inputs() {
    List<Map.Entry<String, String>> inputs = new ArrayList<>(targets.inputs());
    variables.forEach((name, value) -> inputs.add(input(VARIABLE + name, value)));
    inputs.add(input("commands", hasTemplate() ? "" : String.join("\n", lines())));
    inputs.add(input("template", template));
    inputs.add(input("title", title));
    inputs.add(input("begin", begin));
    inputs.add(input("when", when));
    inputs.add(input("zone", zone));
    inputs.add(input("cron", cron));
    inputs.add(input("mode", mode));
    inputs.add(input("window", window));
    inputs.add(input("enabled", Boolean.toString(enabled)));
    return inputs;
  }

  private static Map.Entry<String, String> input(String name, String value) {
    return new SimpleImmutableEntry<>(name, value);
  }

  /** Null for at once. */
  private @Nullable Instant at() {
    if (!begin.equals("at")) {
      return null;
    }
    try {
      return LocalDateTime.parse(when).atZone(ZoneId.of(zone.isBlank() ? "UTC" : zone)).toInstant();
    } catch (DateTimeException e) {
      throw ProblemException.invalid("at", "Give a date and a time, or let it begin now.");
    }
  }

  private @Nullable Mode asked() {
    return switch (mode) {
      case "read" -> Mode.READ;
      case "change" -> Mode.CHANGE;
      default -> null;
    };
  }

  private DeviceSelection selection() {
    DeviceSelection selection = targets.selection();
    if (selection == null) {
      throw ProblemException.invalid("targets", "Name the devices, or choose them in the list.");
    }
    return selection;
  }

  private static @Nullable String given(String text) {
    return text.isBlank() ? null : text;
  }

  JobRequest request(boolean confirmed, String key) {
    return new JobRequest(
        selection(),
        hasTemplate() ? List.of() : lines(),
        given(template),
        hasTemplate() ? variables : Map.of(),
        asked(),
        at(),
        given(title),
        given(window),
        confirmed,
        given(key));
  }

  Schedule.Draft draft() {
    return new Schedule.Draft(
        title,
        selection(),
        hasTemplate() ? List.of() : lines(),
        given(template),
        hasTemplate() ? variables : Map.of(),
        asked(),
        cron,
        zone.isBlank() ? "UTC" : zone,
        given(window),
        enabled);
  }
}
