package io.netauto.driver.textfsm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * The recordings of an ntc-templates checkout as cases: {@code tests/<platform>/<command>/*.raw}
 * with the rows expected in the {@code .yml} of the same name, compared as its own tests do.
 */
public final class NtcCorpus {
  private static final String TEMPLATES = "ntc_templates/templates";

  private NtcCorpus() {}

  /** One recording. */
  public record Case(
      Templates templates, String platform, String command, Path recording, Path expected) {
    @Override
    public String toString() {
      return platform + "/" + command + "/" + recording.getFileName();
    }
  }

  /** All recordings of a checkout, ordered by platform, command and file. */
  public static Stream<Case> cases(Path folder) {
    return cases(Templates.load(folder.resolve(TEMPLATES)), folder.resolve("tests"));
  }

  static Stream<Case> cases(Templates templates, Path recordings) {
    try (Stream<Path> files = Files.walk(recordings, 3)) {
      return files.filter(file -> file.toString().endsWith(".raw")).sorted().toList().stream()
          .map(file -> caseOf(templates, file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Case caseOf(Templates templates, Path recording) {
    Path commandFolder = recording.getParent();
    String name = recording.getFileName().toString();
    return new Case(
        templates,
        commandFolder.getParent().getFileName().toString(),
        commandFolder.getFileName().toString().replace('_', ' '),
        recording,
        recording.resolveSibling(name.substring(0, name.length() - 4) + ".yml"));
  }

  /** Why the case failed, or empty. */
  public static Optional<String> check(Case c) {
    try {
      Object expected = expected(c.expected());
      Optional<Table> table =
          c.templates().parse(c.platform(), c.command(), Files.readString(c.recording()));
      return table
          .map(found -> difference(found.asMaps(), expected))
          .orElse(Optional.of("the index has no template for this command"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ParseException | TemplateException e) {
      return Optional.of(e.getMessage());
    }
  }

  private static Object expected(Path file) throws IOException {
    LoadSettings settings =
        LoadSettings.builder()
            .setSchema(new FailsafeSchema())
            .setCodePointLimit(Integer.MAX_VALUE)
            .build();
    Object root = new Load(settings).loadFromString(Files.readString(file));
    return root instanceof Map<?, ?> map ? map.get("parsed_sample") : root;
  }

  private static Optional<String> difference(List<Map<String, Object>> found, Object expected) {
    if (!(expected instanceof List<?> rows)) {
      return Optional.of("parsed_sample is not a list");
    }
    if (rows.size() != found.size()) {
      return Optional.of(found.size() + " rows, not " + rows.size());
    }
    for (int i = 0; i < rows.size(); i++) {
      if (!(rows.get(i) instanceof Map<?, ?> row) || !row.keySet().equals(found.get(i).keySet())) {
        return Optional.of("row " + i + " has the columns " + found.get(i).keySet());
      }
      for (Map.Entry<String, Object> cell : found.get(i).entrySet()) {
        Object wanted = row.get(cell.getKey());
        if (!cell.getValue().equals(wanted)) {
          return Optional.of(
              "row %d: %s is \"%s\", not \"%s\""
                  .formatted(i, cell.getKey(), cell.getValue(), wanted));
        }
      }
    }
    return Optional.empty();
  }

  /** Prints cases, passed and failed of each platform, and why each one failed. */
  public static void main(String[] args) {
    Map<String, int[]> counts = new TreeMap<>();
    cases(Path.of(args[0]))
        .forEach(
            c -> {
              Optional<String> failure = check(c);
              int[] count = counts.computeIfAbsent(c.platform(), platform -> new int[2]);
              count[failure.isPresent() ? 1 : 0]++;
              failure.ifPresent(why -> System.out.println("FAILED " + c + ": " + why));
            });
    int[] all = new int[2];
    counts.forEach(
        (platform, count) -> {
          System.out.printf(
              "%-24s %4d cases %4d passed %4d failed%n",
              platform, count[0] + count[1], count[0], count[1]);
          all[0] += count[0];
          all[1] += count[1];
        });
    System.out.printf(
        "%-24s %4d cases %4d passed %4d failed%n", "all", all[0] + all[1], all[0], all[1]);
  }
}
