package io.netauto.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** docs/security.md names each line of the standard once, and only tests and files that exist. */
class SecurityTableTest {
  private static final Path ROOT = root();
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| (V[0-9.]+) \\| ([12]) \\| (met|part|not met|n/a) \\| ([^|]+) \\| (.+) \\|$");
  private static final Pattern SUM =
      Pattern.compile("^\\| (met|part|not met|n/a) \\| ([0-9]+) \\| ([0-9]+) \\|$");
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+Tests?)\\.(\\w+)`");
  private static final Pattern FILE =
      Pattern.compile("`((?:[\\w.-]+/)+[\\w.-]+|[\\w-]+\\.(?:md|xml))`");
  private static final int SHORTEST_REASON = 10;

  private static String text = "";
  private static List<Row> rows = List.of();

  /** The source of each test by the name of its class; several may have one name. */
  private static Map<String, List<String>> tests = Map.of();

  /**
   * @param state as in the table: met, part, not met or n/a
   */
  private record Row(String id, String level, String state, String how) {}

  private static Path root() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve("docs/security.md"))) {
        return folder;
      }
    }
    throw new IllegalStateException("There is no docs/security.md above this folder.");
  }

  @BeforeAll
  static void read() throws IOException {
    text = Files.readString(ROOT.resolve("docs/security.md"));
    rows =
        text.lines()
            .map(ROW::matcher)
            .filter(row -> row.matches())
            .map(row -> new Row(row.group(1), row.group(2), row.group(3), row.group(5)))
            .toList();
    tests = new LinkedHashMap<>();
    for (String module : List.of("server", "driver", "cli", "e2e", "simulator", "conformance")) {
      Path sources = ROOT.resolve(module).resolve("src/test/java");
      if (Files.isDirectory(sources)) {
        try (Stream<Path> files = Files.walk(sources)) {
          files
              .filter(file -> file.getFileName().toString().matches("\\w+Tests?\\.java"))
              .forEach(
                  file ->
                      tests
                          .computeIfAbsent(
                              file.getFileName().toString().replace(".java", ""),
                              name -> new ArrayList<>())
                          .add(source(file)));
        }
      }
    }
  }

  private static String source(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void every_line_of_the_standard_is_there_once_with_its_level() throws IOException {
    List<String> expected;
    try (InputStream list =
        Objects.requireNonNull(SecurityTableTest.class.getResourceAsStream("asvs-5.0.0.txt"))) {
      expected =
          new String(list.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .toList();
    }
    assertThat(expected).hasSize(253);
    assertThat(rows.stream().map(row -> row.id() + " " + row.level()))
        .containsExactlyElementsOf(expected);
  }

  @Test
  void every_test_that_is_named_exists() {
    List<String> missing = new ArrayList<>();
    List<MatchResult> named = TEST.matcher(text).results().toList();
    for (MatchResult test : named) {
      boolean exists =
          tests.getOrDefault(test.group(1), List.of()).stream()
              .anyMatch(source -> source.contains("void " + test.group(2) + "("));
      if (!exists) {
        missing.add(test.group(1) + "." + test.group(2));
      }
    }
    assertThat(missing).isEmpty();
    assertThat(named).hasSizeGreaterThan(150);
  }

  @Test
  void every_file_that_is_named_exists() {
    assertThat(FILE.matcher(text).results().map(file -> file.group(1)).distinct())
        .isNotEmpty()
        .allSatisfy(file -> assertThat(ROOT.resolve(file)).exists());
  }

  @Test
  void what_is_met_names_its_proof_and_what_is_not_its_reason() {
    assertThat(rows)
        .allSatisfy(
            row -> {
              switch (row.state()) {
                case "met" -> {
                  boolean told = row.how().contains("`") || row.how().contains("above");
                  assertThat(told).as(row.toString()).isTrue();
                }
                case "not met" -> assertThat(row.how()).as(row.id()).startsWith("missing: ");
                default ->
                    assertThat(row.how().length())
                        .as(row.toString())
                        .isGreaterThanOrEqualTo(SHORTEST_REASON);
              }
            });
  }

  @Test
  void the_sums_are_right() {
    List<String> told =
        text.lines()
            .map(SUM::matcher)
            .filter(sum -> sum.matches())
            .map(sum -> sum.group(1) + " " + sum.group(2) + " " + sum.group(3))
            .toList();
    assertThat(told)
        .containsExactlyElementsOf(
            Stream.of("met", "part", "not met", "n/a")
                .map(state -> state + " " + count(state, "1") + " " + count(state, "2"))
                .toList());
  }

  private static long count(String state, String level) {
    return rows.stream()
        .filter(row -> row.state().equals(state) && row.level().equals(level))
        .count();
  }
}
