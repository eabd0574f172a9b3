package io.netauto.conformance.unicon;

import io.netauto.conformance.Case;
import io.netauto.conformance.Form;
import io.netauto.conformance.PlatformNames;
import io.netauto.conformance.RecordedFiles;
import io.netauto.conformance.Verdict;
import io.netauto.conformance.session.PlatformStyle;
import io.netauto.driver.platform.Platform;
import io.netauto.driver.platform.Platforms;
import io.netauto.simulator.recording.Library.Title;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * State machines in folders named after the platform. Every state with a prompt of the platform is
 * a place to begin: there its commands are run, and the ways to other states are gone.
 */
public final class UniconForm implements Form {
  private static final String TOOL = "unicon";

  @Override
  public String name() {
    return TOOL;
  }

  @Override
  public List<Case> read(RecordedFiles files, Platforms platforms) {
    MachineFiles machines = new MachineFiles(files);
    List<Case> cases = new ArrayList<>();
    for (Path file : files.named(name -> name.endsWith(".yaml"))) {
      if (machines.isMachine(file)) {
        cases.addAll(cases(file, machines, platforms));
      }
    }
    return cases;
  }

  @Override
  public List<Title> titles(RecordedFiles files, Platforms platforms) {
    MachineFiles machines = new MachineFiles(files);
    List<Title> titles = new ArrayList<>();
    for (Path file : files.named(name -> name.endsWith(".yaml"))) {
      if (machines.isMachine(file)) {
        String called = RecordedFiles.folderOf(file);
        String name = RecordedFiles.nameOf(file);
        platformOf(name, called, platforms)
            .flatMap(it -> title(called + "/" + name, it, machines.read(file), machines.own(file)))
            .ifPresent(titles::add);
      }
    }
    return titles;
  }

  /** The machine from the first of its own states with a prompt of the platform. */
  private static Optional<Title> title(
      String name, Platform platform, Machine machine, List<String> own) {
    PlatformStyle style = new PlatformStyle(platform);
    Ways ways = new Ways(machine, style);
    return own.stream()
        .flatMap(each -> machine.state(each).stream())
        .filter(ways::isClaimed)
        .findFirst()
        .map(
            start ->
                new Title(
                    TOOL,
                    name,
                    platform.id(),
                    password(platform, ways, start),
                    () -> new MachineTalk(machine, start, style)));
  }

  /** The password by which the recording lets one climb from the state, or empty. */
  private static String password(Platform platform, Ways ways, Machine.State start) {
    return platform.transitions().stream()
        .filter(Platform.Transition::asksForEnablePassword)
        .flatMap(each -> ways.password(start, each.command()).stream())
        .findFirst()
        .orElse("");
  }

  private static List<Case> cases(Path file, MachineFiles machines, Platforms platforms) {
    String called = RecordedFiles.folderOf(file);
    String name = RecordedFiles.nameOf(file);
    Optional<Platform> found = platformOf(name, called, platforms);
    if (found.isEmpty()) {
      return List.of(
          Case.of(called, name, c -> Verdict.skipped(PlatformNames.unknown(TOOL, called))));
    }
    Platform platform = found.get();
    Machine machine = machines.read(file);
    PlatformStyle style = new PlatformStyle(platform);
    Ways ways = new Ways(machine, style);
    List<Case> cases = new ArrayList<>();
    for (String each : machines.own(file)) {
      Machine.State state = machine.state(each).orElseThrow();
      if (ways.isClaimed(state)) {
        cases.addAll(cases(new MachineVisit(name, platform, machine, state), state));
      } else {
        String prompt = Ways.prompt(state);
        cases.add(
            Case.of(platform.id(), name + " " + each, c -> Verdict.skipped(unclaimed(prompt))));
      }
    }
    return cases;
  }

  /**
   * By the word behind the file's last underscore where that is a platform's; else by its folder.
   */
  private static Optional<Platform> platformOf(String file, String folder, Platforms platforms) {
    String last = file.substring(file.lastIndexOf('_') + 1, file.lastIndexOf('.'));
    return PlatformNames.find(platforms, TOOL, last)
        .or(() -> PlatformNames.find(platforms, TOOL, folder));
  }

  private static String unclaimed(String prompt) {
    return prompt.isBlank()
        ? "a session cannot begin where nothing is shown to type behind"
        : "a session cannot begin at \"" + prompt + "\", which is no prompt of the platform";
  }

  private static List<Case> cases(MachineVisit visit, Machine.State state) {
    List<Case> cases = new ArrayList<>();
    cases.add(Case.session(visit.platform().id(), visit.name() + ": show", visit::show));
    for (Map.Entry<String, Machine.Answer> each : state.commands().entrySet()) {
      Machine.Answer answer = each.getValue();
      if (!answer.next().isEmpty() && !answer.next().equals(state.name())) {
        cases.add(
            Case.session(
                visit.platform().id(),
                visit.name() + ": " + each.getKey() + " to " + answer.next(),
                context -> visit.move(context, each.getKey(), answer)));
      }
    }
    for (Platform.Transition each : visit.platform().transitions()) {
      if (visit.knows(each)) {
        cases.add(
            Case.session(
                visit.platform().id(),
                visit.name() + ": enter " + each.to() + " by " + each.command(),
                context -> visit.enter(context, each)));
      }
    }
    return cases;
  }
}
