package io.netauto.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ConformanceCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine line =
        ConformanceCommand.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  private static String recordings() throws URISyntaxException {
    URL folder = ConformanceCommandTest.class.getResource("/recordings");
    return Path.of(Objects.requireNonNull(folder).toURI()).toString();
  }

  private JsonNode json() {
    return new JsonMapper().readTree(out.toString());
  }

  private static List<String> texts(JsonNode list, String field) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(each -> each.path(field).asString(""))
        .toList();
  }

  @Test
  void every_form_is_found_by_its_content_and_comes_out_as_recorded() throws Exception {
    int status = run(recordings(), "--seed", "0", "--json");

    assertThat(texts(json().path("failed"), "reason")).isEmpty();
    assertThat(status).isZero();
    assertThat(texts(json().path("corpora"), "name"))
        .containsExactly(
            "prompts", "oxidized", "scrapli_mock", "unicon", "ntc", "napalm", "unreadable");
    assertThat(passed()).containsExactly(3, 10, 11, 10, 1, 1, 0);
    assertThat(texts(json().path("skipped"), "reason"))
        .contains(
            "no platform is called \"made_by_nobody\" by scrapli",
            "no platform is called \"nosuchos\" by oxidized",
            "a session cannot begin at \"Password: \", which is no prompt of the platform",
            "no answer in the recording leads from \"\" back to a prompt of the platform",
            "what must not be shown is not in the output",
            "the file is no YAML");
  }

  private List<Integer> passed() {
    return StreamSupport.stream(json().path("corpora").spliterator(), false)
        .map(each -> each.path("passed").intValue())
        .toList();
  }

  @Test
  void only_what_is_asked_for_is_run() throws Exception {
    int status =
        run(
            recordings(),
            "--corpus",
            "oxidized",
            "--platform",
            "mikrotik_routeros",
            "--seed",
            "0",
            "--json");

    assertThat(status).isZero();
    assertThat(json().at("/total/cases").intValue()).isEqualTo(1);
  }

  @Test
  void a_case_is_found_by_a_part_of_its_name() throws Exception {
    run(recordings(), "--corpus", "prompts", "--case", "interface", "--json");

    assertThat(json().at("/total/cases").intValue()).isEqualTo(1);
  }

  @Test
  void sessions_are_run_once_with_each_seed() throws Exception {
    run(recordings(), "--platform", "mikrotik_routeros", "--seed", "1-3", "--json");

    assertThat(json().at("/total/cases").intValue()).isEqualTo(3);
  }

  @Test
  void a_folder_of_one_form_alone_is_enough() throws Exception {
    assertThat(run(recordings() + "/unicon/ios", "--seed", "0", "--json")).isZero();
    assertThat(texts(json().path("corpora"), "name")).containsExactly("unicon");
  }

  @Test
  void what_is_below_the_rate_ends_with_1(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("p.json"),
        """
        [{"platform": "cisco_iosxe", "name": "", "mode": "configuration", "prompt": "r1#"},
         {"platform": "cisco_iosxe", "name": "", "mode": "privileged_exec", "prompt": "r1#"}]
        """);

    assertThat(run(folder.toString(), "--at-least", "51")).isEqualTo(1);
    assertThat(run(folder.toString(), "--at-least", "50")).isZero();
    assertThat(out.toString())
        .contains("\"r1#\" was recorded in mode configuration and is taken for privileged_exec");
  }

  @Test
  void a_recording_that_the_driver_cannot_follow_fails(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("ios#lab#simulation.yaml"),
        """
        init_prompt: "r1#"
        commands:
          - "show version\\n": "show version\\nr1#"
          - "show clock\\n": "show clock\\nShall I? [maybe/never]: "
        """);

    assertThat(run(folder.toString(), "--seed", "0", "--json")).isEqualTo(1);
    assertThat(texts(json().path("failed"), "reason")).hasSize(1);
  }

  @Test
  void rows_that_differ_are_told(@TempDir Path folder) throws Exception {
    copy(Path.of(recordings(), "ntc"), folder);
    Path rows = folder.resolve("tests/cisco_ios/show_lab_things/shed.yml");
    Files.writeString(rows, Files.readString(rows).replace("\"7\"", "\"8\""));

    assertThat(run(folder.toString(), "--json")).isEqualTo(1);
    assertThat(texts(json().path("failed"), "reason"))
        .containsExactly("row 1: count is \"7\", not \"8\"");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(Objects.requireNonNull(copy.getParent()));
        Files.copy(file, copy);
      }
    }
  }

  @Test
  void wrong_words_end_with_2(@TempDir Path empty) throws Exception {
    assertThat(run(empty.resolve("nowhere").toString())).isEqualTo(2);
    assertThat(run(empty.toString())).isEqualTo(2);
    assertThat(run(recordings(), "--seed", "3-1")).isEqualTo(2);
    assertThat(run(recordings(), "--corpus", "nothing")).isEqualTo(2);
    assertThat(run(recordings(), "--parallel", "0")).isEqualTo(2);
    assertThat(err.toString())
        .contains("There is no folder", "There is no recording", "--seed is", "There is no corpus");
  }
}
