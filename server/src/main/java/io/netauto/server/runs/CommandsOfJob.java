package io.netauto.server.runs;

import io.netauto.server.commands.CommandRules;
import io.netauto.server.commands.CommandTemplate;
import io.netauto.server.commands.Commands;
import io.netauto.server.commands.Danger;
import io.netauto.server.commands.Mode;
import io.netauto.server.commands.PlatformCommands;
import io.netauto.server.commands.PreparedTemplate;
import io.netauto.server.commands.Rendered;
import io.netauto.server.commands.Templates;
import io.netauto.server.identity.Actor;
import io.netauto.server.inventory.Device;
import io.netauto.server.inventory.DeviceAccess;
import io.netauto.server.inventory.DeviceId;
import io.netauto.server.inventory.NamesOfDevices;
import io.netauto.server.jobs.NewJob;
import io.netauto.server.web.ProblemException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds out what a job sends to each of its devices, and whether its requester may. */
@Component
class CommandsOfJob {
  /** Devices that are read and rendered at a time. */
  private static final int BATCH = 500;

  /** A template is rendered for each device before the job is made: this bounds the wait. */
  static final int RENDERED_DEVICES = 20_000;

  private final Templates templates;
  private final CommandRules rules;
  private final DeviceAccess devices;

  CommandsOfJob(Templates templates, CommandRules rules, DeviceAccess devices) {
    this.templates = templates;
    this.rules = rules;
    this.devices = devices;
  }

  /**
   * One device of a job.
   *
   * @param commands of its own; null for those of the job
   */
  record Part(DeviceId device, @Nullable List<String> commands) {}

  /**
   * @param commands the same for all; empty when each part has its own
   * @param platforms of the devices, each once
   * @param dangers the dangerous ones among all, which were confirmed
   */
  record Checked(
      List<String> commands,
      List<String> platforms,
      NewJob.Mode mode,
      List<Part> parts,
      List<String> dangers) {}

  private static Checked checked(
      List<String> commands, Collection<PlatformCommands> of, Commands checked, List<Part> parts) {
    return new Checked(
        commands,
        of.stream().map(PlatformCommands::platform).distinct().sorted().toList(),
        RunJobs.mode(checked),
        parts,
        checked.dangers().stream().map(Danger::command).toList());
  }

  /**
   * The parts of a job.
   *
   * @throws ProblemException when a command is denied, needs a confirmation or cannot be rendered
   */
  Checked check(Actor actor, JobRequest request, List<DeviceId> targets) {
    String template = request.template();
    if (template == null || template.isBlank()) {
      return same(
          actor,
          CommandLines.checked(request.commands()),
          targets,
          request.mode(),
          request.confirmed());
    }
    if (!request.commands().isEmpty()) {
      throw ProblemException.invalid("commands", "Give commands or a template, not both.");
    }
    CommandTemplate found = templates.get(actor, template.strip());
    if (!found.draft().enabled()) {
      throw new ProblemException(
          ProblemException.Kind.CONFLICT,
          "template_disabled",
          "The template \"%s\" is disabled. Enable it first.".formatted(found.name()));
    }
    if (targets.size() > RENDERED_DEVICES) {
      throw ProblemException.invalid(
          "targets",
          "A template is run on at most %,d devices at once, these are %,d. Choose fewer."
              .formatted(RENDERED_DEVICES, targets.size()));
    }
    return rendered(actor, found, request, targets);
  }

  /** The same commands for all devices. */
  Checked same(
      Actor actor,
      List<String> commands,
      List<DeviceId> targets,
      @Nullable Mode asked,
      boolean confirmed) {
    List<PlatformCommands> parts =
        devices.platforms(actor.customer(), targets).stream()
            .map(platform -> new PlatformCommands(platform, commands))
            .toList();
    Commands checked = rules.check(actor, parts, asked, confirmed);
    return checked(
        commands, parts, checked, targets.stream().map(id -> new Part(id, null)).toList());
  }

  /** The commands that runs of an earlier job had, as they were. */
  Checked again(Actor actor, NewJob.Mode before, List<Part> parts, boolean confirmed) {
    Set<PlatformCommands> distinct = new LinkedHashSet<>();
    for (int i = 0; i < parts.size(); i += BATCH) {
      List<Part> some = parts.subList(i, Math.min(parts.size(), i + BATCH));
      Set<String> platforms =
          Set.copyOf(devices.platforms(actor.customer(), some.stream().map(Part::device).toList()));
      for (Part part : some) {
        List<String> commands = part.commands();
        if (commands != null) {
          platforms.forEach(p -> distinct.add(new PlatformCommands(p, commands)));
        }
      }
    }
    Mode asked = before == NewJob.Mode.CHANGE ? Mode.CHANGE : null;
    return checked(List.of(), distinct, rules.check(actor, distinct, asked, confirmed), parts);
  }

  private Checked rendered(
      Actor actor, CommandTemplate template, JobRequest request, List<DeviceId> targets) {
    PreparedTemplate prepared = templates.prepare(template.draft());
    List<Part> parts = new ArrayList<>();
    Set<PlatformCommands> distinct = new LinkedHashSet<>();
    for (int i = 0; i < targets.size(); i += BATCH) {
      List<DeviceId> some = targets.subList(i, Math.min(targets.size(), i + BATCH));
      for (Device device : devices.all(actor.customer(), some)) {
        List<String> commands =
            CommandLines.checked(commands(prepared, device, request.variables()));
        parts.add(new Part(device.id(), commands));
        distinct.add(new PlatformCommands(device.platform(), commands));
      }
    }
    Mode asked = template.draft().mode() == Mode.CHANGE ? Mode.CHANGE : request.mode();
    Commands checked = rules.check(actor, distinct, asked, request.confirmed());
    return checked(List.of(), distinct, checked, parts);
  }

  private static List<String> commands(
      PreparedTemplate template, Device device, Map<String, String> variables) {
    return switch (template.render(variables, NamesOfDevices.of(device))) {
      case Rendered.Ready(List<String> commands) -> commands;
      case Rendered.Failed(var problems) ->
          throw ProblemException.invalid(
              "template",
              "The template fails for %s: %s"
                  .formatted(device.hostname(), problems.getFirst().words()));
    };
  }
}
