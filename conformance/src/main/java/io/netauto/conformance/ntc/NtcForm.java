package io.netauto.conformance.ntc;

import io.netauto.conformance.Case;
import io.netauto.conformance.Form;
import io.netauto.conformance.PlatformNames;
import io.netauto.conformance.RecordedFiles;
import io.netauto.conformance.Verdict;
import io.netauto.driver.platform.Platform;
import io.netauto.driver.platform.Platforms;
import io.netauto.driver.textfsm.ParseException;
import io.netauto.driver.textfsm.Table;
import io.netauto.driver.textfsm.TemplateException;
import io.netauto.driver.textfsm.Templates;
import io.netauto.simulator.recording.Library.Title;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Recordings {@code PLATFORM/COMMAND/*.raw} with the rows expected in the {@code .yml} of the same
 * name. The templates are those of {@code ntc_templates/templates} in a folder above; without such
 * a folder, the driver's own.
 */
public final class NtcForm implements Form {
  private static final String TOOL = "ntc";
  private static final String TEMPLATES = "ntc_templates/templates";
  private static final String ROWS = "parsed_sample";

  @Override
  public String name() {
    return TOOL;
  }

  @Override
  public List<Case> read(RecordedFiles files, Platforms platforms) {
    Map<Path, Templates> known = new HashMap<>();
    List<Case> cases = new ArrayList<>();
    for (Path file : files.named(name -> name.endsWith(".raw"))) {
      String name = RecordedFiles.nameOf(file);
      Path rows = file.resolveSibling(name.substring(0, name.length() - 4) + ".yml");
      if (!Files.isRegularFile(rows)) {
        continue;
      }
      Path path = file.toAbsolutePath().normalize();
      int depth = path.getNameCount();
      String platform = depth < 3 ? "" : path.getName(depth - 3).toString();
      String command = RecordedFiles.folderOf(file).replace('_', ' ');
      Optional<Path> folder = templatesAbove(path);
      Templates templates =
          folder.isPresent()
              ? known.computeIfAbsent(folder.get(), Templates::load)
              : Templates.builtIn();
      cases.add(
          Case.of(
              PlatformNames.find(platforms, TOOL, platform).map(Platform::id).orElse(platform),
              RecordedFiles.folderOf(file) + "/" + name,
              context -> check(files, templates, platform, command, file, rows)));
    }
    return cases;
  }

  /** For each platform a device that has all its recorded outputs; the first of each command. */
  @Override
  public List<Title> titles(RecordedFiles files, Platforms platforms) {
    Map<String, Map<String, Path>> outputs = new TreeMap<>();
    for (Path file : files.named(name -> name.endsWith(".raw"))) {
      Path path = file.toAbsolutePath().normalize();
      int depth = path.getNameCount();
      if (depth >= 3) {
        outputs
            .computeIfAbsent(path.getName(depth - 3).toString(), none -> new TreeMap<>())
            .putIfAbsent(RecordedFiles.folderOf(file).replace('_', ' '), file);
      }
    }
    List<Title> titles = new ArrayList<>();
    outputs.forEach(
        (called, byCommand) ->
            PlatformNames.find(platforms, TOOL, called)
                .ifPresent(
                    it ->
                        titles.add(
                            new Title(
                                TOOL, called, it.id(), "", () -> new OutputsTalk(byCommand, it)))));
    return titles;
  }

  private static Optional<Path> templatesAbove(Path file) {
    for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
      Path templates = folder.resolve(TEMPLATES);
      if (Files.isRegularFile(templates.resolve("index"))) {
        return Optional.of(templates);
      }
    }
    return Optional.empty();
  }

  private static Verdict check(
      RecordedFiles files,
      Templates templates,
      String platform,
      String command,
      Path recording,
      Path rows) {
    Object expected = files.yaml(rows).orElse(Map.of()).getOrDefault(ROWS, "");
    try {
      Optional<Table> table = templates.parse(platform, command, RecordedFiles.text(recording));
      return table
          .map(found -> compare(found.asMaps(), RecordedFiles.list(expected)))
          .orElseGet(() -> Verdict.failed("no template is known for this command"));
    } catch (ParseException | TemplateException e) {
      return Verdict.failed(String.valueOf(e.getMessage()));
    }
  }

  private static Verdict compare(List<Map<String, Object>> found, List<Object> expected) {
    if (found.size() != expected.size()) {
      return Verdict.failed(found.size() + " rows, not " + expected.size());
    }
    for (int i = 0; i < found.size(); i++) {
      Map<String, Object> wanted = RecordedFiles.map(expected.get(i));
      if (!wanted.equals(found.get(i))) {
        return Verdict.failed(difference(i, found.get(i), wanted));
      }
    }
    return Verdict.passed();
  }

  private static String difference(int row, Map<String, Object> found, Map<String, Object> wanted) {
    if (!found.keySet().equals(wanted.keySet())) {
      return "row " + row + " has the columns " + found.keySet() + ", not " + wanted.keySet();
    }
    String column =
        found.keySet().stream()
            .filter(
                each -> !String.valueOf(found.get(each)).equals(String.valueOf(wanted.get(each))))
            .findFirst()
            .orElse("a column");
    return "row %d: %s is \"%s\", not \"%s\""
        .formatted(row, column, found.get(column), wanted.get(column));
  }
}
