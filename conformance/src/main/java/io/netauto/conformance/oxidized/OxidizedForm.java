package io.netauto.conformance.oxidized;

import io.netauto.conformance.Case;
import io.netauto.conformance.Context;
import io.netauto.conformance.Form;
import io.netauto.conformance.PlatformNames;
import io.netauto.conformance.RecordedFiles;
import io.netauto.conformance.Verdict;
import io.netauto.conformance.session.PlatformStyle;
import io.netauto.conformance.session.Scene;
import io.netauto.conformance.session.Visit;
import io.netauto.driver.platform.Platform;
import io.netauto.driver.platform.Platforms;
import io.netauto.simulator.recording.Library.Title;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Files named {@code MODEL#HARDWARE#simulation.yaml}, {@code #prompt.yaml} and {@code
 * #secret.yaml}.
 */
public final class OxidizedForm implements Form {
  private static final String TOOL = "oxidized";

  @Override
  public String name() {
    return TOOL;
  }

  @Override
  public List<Case> read(RecordedFiles files, Platforms platforms) {
    List<Case> cases = new ArrayList<>();
    for (Path file : files.named(name -> name.indexOf('#') > 0 && name.endsWith(".yaml"))) {
      String name = RecordedFiles.nameOf(file);
      String model = name.substring(0, name.indexOf('#'));
      Map<String, Object> content = files.yaml(file).orElse(Map.of());
      Optional<Platform> platform = PlatformNames.find(platforms, TOOL, model);
      if (name.endsWith("simulation.yaml")) {
        Simulation.of(content)
            .ifPresent(simulation -> cases.add(session(name, model, platform, simulation)));
      } else if (name.endsWith("#prompt.yaml")) {
        cases.addAll(prompts(name, model, platform, content));
      } else if (Secrets.isNamed(name)) {
        cases.addAll(
            platform
                .map(each -> Secrets.cases(file, each, content))
                .orElseGet(() -> List.of(skipped(model, name))));
      }
    }
    return cases;
  }

  @Override
  public List<Title> titles(RecordedFiles files, Platforms platforms) {
    List<Title> titles = new ArrayList<>();
    for (Path file : files.named(name -> name.endsWith("#simulation.yaml"))) {
      String name = RecordedFiles.nameOf(file);
      Optional<Platform> platform =
          PlatformNames.find(platforms, TOOL, name.substring(0, name.indexOf('#')));
      Optional<Simulation> simulation = files.yaml(file).flatMap(Simulation::of);
      if (platform.isPresent() && simulation.isPresent()) {
        Platform it = platform.get();
        Simulation recorded = simulation.get();
        titles.add(new Title(name(), name, it.id(), "", () -> new SimulationTalk(recorded, it)));
      }
    }
    return titles;
  }

  private static Case session(
      String name, String model, Optional<Platform> platform, Simulation simulation) {
    return platform
        .map(
            each ->
                Case.session(each.id(), name, context -> visit(context, name, each, simulation)))
        .orElseGet(() -> skipped(model, name));
  }

  private static Case skipped(String model, String name) {
    return Case.of(model, name, c -> Verdict.skipped(PlatformNames.unknown(TOOL, model)));
  }

  private static Verdict visit(
      Context context, String name, Platform platform, Simulation simulation) {
    PlatformStyle style = new PlatformStyle(platform);
    List<String> prompts =
        style.endsInPrompt(simulation.greeting())
            ? List.of(PlatformStyle.lastLine(simulation.greeting()))
            : List.of();
    Scene scene =
        new Scene(name, platform, () -> new SimulationTalk(simulation, platform), prompts, null);
    SimulationTalk talk = new SimulationTalk(simulation, platform);
    try (Visit visit = new Visit(context, scene)) {
      Optional<Verdict> fault = visit.open();
      for (Simulation.Exchange each : simulation.exchanges(style)) {
        if (fault.isEmpty() && !talk.isFarewell(each.command())) {
          fault = visit.run(each.command(), each.answers());
        }
      }
      return fault.orElseGet(Verdict::passed);
    }
  }

  private static List<Case> prompts(
      String name, String model, Optional<Platform> platform, Map<String, Object> content) {
    if (platform.isEmpty()) {
      return List.of(skipped(model, name));
    }
    List<Case> cases = new ArrayList<>();
    PlatformStyle style = new PlatformStyle(platform.get());
    for (String kind : List.of("pass", "pass_with_expect", "fail")) {
      boolean wanted = !kind.equals("fail");
      for (Object each : RecordedFiles.list(content.getOrDefault(kind, ""))) {
        String line = String.valueOf(each);
        cases.add(
            Case.prompt(
                platform.get().id(),
                name + " " + kind + " " + line.replaceAll("\\p{Cntrl}", "?"),
                context ->
                    style.endsInPrompt(line) == wanted
                        ? Verdict.passed()
                        : Verdict.failed(
                            "\"%s\" is %s prompt".formatted(line, wanted ? "no" : "taken for a"))));
      }
    }
    return cases;
  }
}
