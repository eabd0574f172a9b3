package io.netauto.conformance.scrapli;

import io.netauto.conformance.Case;
import io.netauto.conformance.Context;
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
import java.util.Optional;

/** Files with {@code events} and {@code privilege_level_prompts}, named after the platform. */
public final class ScrapliForm implements Form {
  private static final String TOOL = "scrapli";

  @Override
  public String name() {
    return "scrapli_mock";
  }

  @Override
  public List<Case> read(RecordedFiles files, Platforms platforms) {
    List<Case> cases = new ArrayList<>();
    for (Path file : files.named(name -> name.endsWith(".yaml") || name.endsWith(".yml"))) {
      files
          .yaml(file)
          .flatMap(MockDevice::of)
          .ifPresent(device -> cases.addAll(cases(nameOf(file), device, platforms)));
    }
    return cases;
  }

  @Override
  public List<Title> titles(RecordedFiles files, Platforms platforms) {
    List<Title> titles = new ArrayList<>();
    for (Path file : files.named(name -> name.endsWith(".yaml") || name.endsWith(".yml"))) {
      String called = nameOf(file);
      Optional<Platform> platform = PlatformNames.find(platforms, TOOL, called);
      Optional<MockDevice> mock = files.yaml(file).flatMap(MockDevice::of);
      if (platform.isPresent() && mock.isPresent()) {
        MockDevice device = mock.get();
        titles.add(
            new Title(
                name(), called, platform.get().id(), MockTalk.SECRET, () -> new MockTalk(device)));
      }
    }
    return titles;
  }

  private static String nameOf(Path file) {
    String name = RecordedFiles.nameOf(file);
    return name.substring(0, name.lastIndexOf('.'));
  }

  private static List<Case> cases(String called, MockDevice device, Platforms platforms) {
    Optional<Platform> found = PlatformNames.find(platforms, TOOL, called);
    if (found.isEmpty()) {
      return List.of(
          Case.of(called, called, c -> Verdict.skipped(PlatformNames.unknown(TOOL, called))));
    }
    Platform platform = found.get();
    PlatformStyle style = new PlatformStyle(platform);
    List<Case> cases = new ArrayList<>();
    device
        .levels()
        .forEach(
            (name, level) -> {
              boolean claimed = style.endsInPrompt(level.prompt());
              String where = called + " " + name;
              if (!claimed) {
                cases.add(
                    Case.prompt(
                        platform.id(),
                        where,
                        c -> Verdict.failed("\"" + level.prompt() + "\" is a prompt of no mode")));
                return;
              }
              MockVisit visit = new MockVisit(called, platform, device, name);
              cases.add(session(platform, where + ": enter", visit::enter));
              cases.add(session(platform, where + ": show", visit::show));
              cases.add(session(platform, where + ": answer", visit::answer));
              cases.add(session(platform, where + ": move", visit::move));
              cases.add(session(platform, where + ": leave", visit::leave));
              cases.add(session(platform, where + ": page without end", visit::pageWithoutEnd));
            });
    return cases;
  }

  private static Case session(
      Platform platform, String name, java.util.function.Function<Context, Verdict> check) {
    return Case.session(platform.id(), name, check);
  }
}
