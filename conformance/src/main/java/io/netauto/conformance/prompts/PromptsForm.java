package io.netauto.conformance.prompts;

import io.netauto.conformance.Case;
import io.netauto.conformance.Form;
import io.netauto.conformance.PlatformNames;
import io.netauto.conformance.RecordedFiles;
import io.netauto.conformance.Verdict;
import io.netauto.driver.platform.Platform;
import io.netauto.driver.platform.Platforms;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON lists of {@code platform}, {@code name}, {@code mode} and {@code prompt}: each prompt is
 * recognised in its mode, and in no other.
 */
public final class PromptsForm implements Form {
  private static final String TOOL = "scrapli";
  private static final JsonMapper JSON = new JsonMapper();

  @Override
  public String name() {
    return "prompts";
  }

  @Override
  public List<Case> read(RecordedFiles files, Platforms platforms) {
    List<Case> cases = new ArrayList<>();
    for (Path file : files.named(name -> name.endsWith(".json"))) {
      List<JsonNode> entries = entries(file);
      for (JsonNode each : entries) {
        cases.add(promptCase(each, modesOf(entries, each.path("platform")), platforms));
      }
    }
    return cases;
  }

  private static List<JsonNode> entries(Path file) {
    String text = RecordedFiles.text(file);
    if (!text.stripLeading().startsWith("[")) {
      return List.of();
    }
    try {
      List<JsonNode> entries = new ArrayList<>();
      for (JsonNode each : JSON.readTree(text)) {
        if (!each.path("prompt").isString()
            || !each.path("platform").isString()
            || !each.path("mode").isString()) {
          return List.of();
        }
        entries.add(each);
      }
      return entries;
    } catch (JacksonException e) {
      return List.of();
    }
  }

  private static Set<String> modesOf(List<JsonNode> entries, JsonNode platform) {
    return entries.stream()
        .filter(each -> each.path("platform").equals(platform))
        .map(each -> each.path("mode").stringValue())
        .collect(Collectors.toSet());
  }

  private static Case promptCase(JsonNode entry, Set<String> modes, Platforms platforms) {
    String called = entry.path("platform").stringValue();
    String mode = entry.path("mode").stringValue();
    String prompt = entry.path("prompt").stringValue();
    String name = mode + " " + entry.path("name").asString("");
    Optional<Platform> platform = PlatformNames.find(platforms, TOOL, called);
    return platform
        .map(each -> Case.prompt(each.id(), name, context -> check(each, mode, modes, prompt)))
        .orElseGet(
            () ->
                Case.prompt(
                    called, name, c -> Verdict.skipped(PlatformNames.unknown(TOOL, called))));
  }

  private static Verdict check(
      Platform platform, String recorded, Set<String> modes, String prompt) {
    String[] lines = prompt.split("\r?\n", -1);
    String line = lines[lines.length - 1];
    String above = lines.length < 2 ? "" : lines[lines.length - 2];
    Optional<Platform.Mode> mode = platform.modeOf(above, line);
    if (mode.isEmpty()) {
      return Verdict.failed("\"" + prompt + "\" is a prompt of no mode");
    }
    List<String> all =
        platform.modes().stream()
            .filter(each -> each.accepts(line) && each.acceptsAbove(above))
            .map(Platform.Mode::name)
            .toList();
    if (all.size() > 1) {
      return Verdict.failed("\"" + prompt + "\" is a prompt of several modes: " + all);
    }
    return means(platform, mode.get().name(), recorded, modes)
        ? Verdict.passed()
        : Verdict.failed(
            "\"%s\" was recorded in mode %s and is taken for %s"
                .formatted(prompt, recorded, mode.get().name()));
  }

  /** A platform may have another word for a mode, but not the word for another of its modes. */
  private static boolean means(
      Platform platform, String mode, String recorded, Set<String> recordedModes) {
    boolean sameWords = platform.modes().stream().anyMatch(each -> each.name().equals(recorded));
    return sameWords ? mode.equals(recorded) : !recordedModes.contains(mode);
  }
}
