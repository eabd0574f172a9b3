package io.netauto.server.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.testing.LoopbackDevice;
import io.netauto.server.testing.LoopbackLogin;
import io.netauto.server.testing.ServerTest;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/**
 * Outputs of real sessions as rows, by the built-in templates and by a folder of the operator's.
 */
@Import(LoopbackLogin.class)
@TestPropertySource(properties = "netauto.trust-on-first-use=true")
@ExtendWith(OutputCaptureExtension.class)
@Timeout(180)
class RunRowsTest extends ServerTest {
  private static final String INTERFACES =
      """
      Interface       Status  VRF             Addresses\r
      ---------       ------  ---             ---------\r
      eth0            up      default         192.0.2.14/30\r
      eth1            down    default\r
      lo              up      default         198.51.100.4/32\r
      """;
  private static final String INDEX =
      """
      Template, Hostname, Platform, Command

      notes.textfsm, .*, frr, sh[[ow]] notes
      strict.textfsm, .*, frr, show strict
      broken.textfsm, .*, frr, show broken
      broken.textfsm, .*, frr, show version
      changing.textfsm, .*, frr, show changing
      changing.textfsm, .*, frr, show big
      """;
  private static final String WORD = "Value WORD (\\S+)\n\nStart\n  ^${WORD} -> Record\n";
  private static final Path FOLDER = folder();

  private LoopbackDevice device;

  private static Path folder() {
    try {
      Path folder = Files.createTempDirectory("netauto-textfsm");
      Files.writeString(folder.resolve("index"), INDEX);
      Files.writeString(
          folder.resolve("notes.textfsm"),
          "Value Required PORT (\\S+)\n"
              + "Value List NOTE (\\S+)\n\n"
              + "Start\n"
              + "  ^port -> Continue.Record\n"
              + "  ^port\\s+${PORT}\n"
              + "  ^note ${NOTE}\n");
      Files.writeString(
          folder.resolve("strict.textfsm"), "Value A (a)\n\nStart\n  ^${A}$$\n  ^. -> Error\n");
      Files.writeString(folder.resolve("broken.textfsm"), "Value A (a\n\nStart\n  ^${A}\n");
      Files.writeString(folder.resolve("changing.textfsm"), WORD);
      return folder;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @DynamicPropertySource
  static void templates(DynamicPropertyRegistry settings) {
    settings.add("netauto.textfsm", FOLDER::toString);
  }

  @BeforeEach
  void start() throws Exception {
    device =
        LoopbackDevice.answering(
            Map.of(
                "show interface brief",
                INTERFACES,
                "show notes",
                "port =1+1\r\nnote a\r\nnote b\r\nport -3\r\nport ok\r\n",
                "show big",
                "0123456789abcdef\r\n".repeat(600_000)));
  }

  @AfterEach
  void stop() throws Exception {
    device.close();
  }

  private String device(int port) {
    String name = unique("rows");
    Map<String, Object> draft = new HashMap<>();
    draft.put("hostname", name);
    draft.put("address", "127.0.0.1");
    draft.put("port", port);
    draft.put("platform", "frr");
    draft.put("credRef", "loopback:pw");
    admin().post("/api/v1/devices", draft).with(201);
    return name;
  }

  private static void await(BooleanSupplier done) {
    long limit = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!done.getAsBoolean()) {
      assertThat(System.nanoTime()).as("within 60 s").isLessThan(limit);
      Thread.onSpinWait();
    }
  }

  private String run(String... commands) {
    long id =
        admin()
            .post(
                "/api/v1/runs",
                Map.of("device", device(device.port()), "commands", List.of(commands)))
            .with(202)
            .path("id")
            .asLong();
    String path = "/api/v1/runs/" + id;
    await(() -> !admin().get(path).with(200).path("finishedAt").isNull());
    return path;
  }

  private String job(List<String> devices, String... commands) {
    long id =
        admin()
            .post(
                "/api/v1/jobs",
                Map.of(
                    "targets", Map.of("devices", devices),
                    "commands", List.of(commands),
                    "mode", "read"))
            .with(202)
            .path("id")
            .asLong();
    String path = "/api/v1/jobs/" + id;
    await(() -> !admin().get(path).with(200).path("finishedAt").isNull());
    return path;
  }

  private static List<CSVRecord> csv(Answer answer) throws IOException {
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith("text/csv");
    try (CSVParser lines =
        CSVParser.parse(new StringReader(answer.response().body()), CSVFormat.RFC4180)) {
      return lines.getRecords();
    }
  }

  private Client browser() {
    Client client = nobody().header("Accept", "text/html");
    assertThat(client.logIn(user("viewer"), PASSWORD, Map.of()).status()).isEqualTo(302);
    return client;
  }

  private static String html(Client client, String path) {
    Answer answer = client.get(path.replace("/api/v1", ""));
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
    return answer.response().body();
  }

  @Test
  void a_built_in_template_makes_rows_of_the_second_command_of_a_run() throws Exception {
    String run = run("show notes", "show interface brief");
    JsonNode rows = admin().get(run + "/rows?command=1").with(200);
    assertThat(rows.path("template").asString()).isEqualTo("frr_show_interface_brief.textfsm");
    assertThat(rows.path("source").asString()).isEqualTo("built-in");
    assertThat(rows.path("rows").findValuesAsString("interface"))
        .containsExactly("eth0", "eth1", "lo");
    assertThat(rows.path("rows").path(0).path("address").asString()).isEqualTo("192.0.2.14/30");
    JsonNode table = admin().get(run + "/rows?command=1&format=table").with(200);
    assertThat(table.path("columns").toString())
        .isEqualTo("[\"interface\",\"status\",\"vrf\",\"address\"]");
    assertThat(table.path("rows").path(1).toString())
        .isEqualTo("[\"eth1\",\"down\",\"default\",\"\"]");
    List<CSVRecord> csv = csv(admin().get(run + "/rows?command=1&format=csv"));
    assertThat(csv).hasSize(4);
    assertThat(csv.get(0).toList()).containsExactly("interface", "status", "vrf", "address");
    assertThat(csv.get(3).toList()).containsExactly("lo", "up", "default", "198.51.100.4/32");
    admin().get(run + "/rows?command=2").problem(422, "invalid_fields");
    admin().get(run + "/rows?format=xml").problem(422, "invalid_fields");
    assertThat(html(browser(), run + "/table?command=1")).contains("198.51.100.4/32", "data-sort");
  }

  @Test
  void a_cell_that_looks_like_a_formula_is_harmless_in_csv_and_as_it_was_in_json()
      throws Exception {
    String full = run("show notes");
    JsonNode rows = admin().get(full + "/rows").with(200);
    assertThat(rows.path("source").asString()).isEqualTo("own");
    assertThat(rows.path("rows").findValuesAsString("port")).containsExactly("=1+1", "-3", "ok");
    Answer answer = admin().get(full + "/rows?format=csv");
    assertThat(answer.header("Content-Disposition"))
        .startsWith("attachment; filename=\"rows-")
        .endsWith("-show_notes.csv\"");
    assertThat(csv(answer).stream().map(line -> line.get(0)))
        .containsExactly("port", "'=1+1", "'-3", "ok");
  }

  @Test
  void a_bad_template_is_told_and_never_fails_the_run(CapturedOutput log) {
    String broken = run("show broken");
    assertThat(admin().get(broken).with(200).path("status").asString()).isEqualTo("ok");
    JsonNode problem = admin().get(broken + "/rows").problem(409, "template_unusable");
    assertThat(problem.path("detail").asString())
        .contains("broken.textfsm:1")
        .doesNotContain(FOLDER.toString());
    assertThat(html(browser(), broken + "/table"))
        .contains("broken.textfsm:1", "1 of your own templates");
    assertThat(log.getOut()).contains("TextFSM template not used as it is: broken.textfsm:1");

    JsonNode fallback = admin().get(run("show version") + "/rows").with(200);
    assertThat(fallback.path("source").asString()).isEqualTo("built-in");
    assertThat(fallback.path("notes").toString()).contains("broken.textfsm:1");
  }

  @Test
  void an_output_without_rows_has_a_reason() {
    JsonNode unknown = admin().get(run("show foo") + "/rows").problem(409, "no_template");
    assertThat(unknown.path("detail").asString())
        .isEqualTo(
            "No template knows \"show foo\" on frr; add one to the folder of NET_AUTO_TEXTFSM.");
    JsonNode failed = admin().get(run("show strict") + "/rows").problem(409, "template_failed");
    assertThat(failed.path("detail").asString()).contains("strict.textfsm:5", "at line 1");
  }

  @Test
  void a_large_output_is_refused_before_it_is_read() {
    JsonNode problem = admin().get(run("show big") + "/rows").problem(409, "output_too_large");
    assertThat(problem.path("detail").asString()).contains("10,800,0", "8,388,608");
  }

  @Test
  void a_template_that_is_changed_counts_without_a_restart() throws Exception {
    String run = run("show changing");
    assertThat(admin().get(run + "/rows").with(200).path("rows").findValuesAsString("word"))
        .containsExactly("out");
    Files.writeString(
        FOLDER.resolve("changing.textfsm"),
        "Value LAST (\\S+)\n\nStart\n  ^.* ${LAST}$$ -> Record\n");
    await(() -> admin().get(run + "/rows").response().body().contains("\"last\""));
    assertThat(admin().get(run + "/rows").with(200).path("rows").findValuesAsString("last"))
        .containsExactly("changing");
  }

  @Test
  void a_job_is_one_table_with_the_devices_that_have_no_rows() throws Exception {
    List<String> names = List.of(device(device.port()), device(1), device(device.port()));
    String job = job(names, "show interface brief");
    JsonNode first = admin().get(job + "/rows?limit=2").with(200);
    assertThat(first.path("rows").findValuesAsString("device"))
        .containsExactly(names.get(0), names.get(0), names.get(0));
    assertThat(first.path("without").findValuesAsString("device")).containsExactly(names.get(1));
    assertThat(first.path("without").path(0).path("code").asString())
        .isEqualTo("output_incomplete");
    String next = first.path("next").asString();
    JsonNode second =
        admin().get(job + "/rows?limit=2&format=table&cursor=" + encode(next)).with(200);
    assertThat(second.path("rows").findValuesAsString("device")).containsOnly(names.get(2));
    assertThat(second.path("rows").path(2).path("values").path(0).asString()).isEqualTo("lo");
    assertThat(second.path("next").isNull()).isTrue();

    List<CSVRecord> csv = csv(admin().get(job + "/rows?format=csv"));
    assertThat(csv).hasSize(1 + 3 + 1 + 3);
    assertThat(csv.get(0).toList())
        .containsExactly("device", "interface", "status", "vrf", "address", "why_no_rows");
    assertThat(csv.get(4).get(0)).isEqualTo(names.get(1));
    assertThat(csv.get(4).get(5)).contains("was not sent");
    assertThat(csv.get(7).toList())
        .containsExactly(names.get(2), "lo", "up", "default", "198.51.100.4/32", "");

    String page = html(browser(), job + "/table?q=198.51");
    assertThat(page).contains("2 rows of 3 devices", "198.51.100.4/32").doesNotContain("eth1");
    assertThat(html(browser(), job + "/table")).contains("6 rows of 3 devices", names.get(1));
    admin().get(job + "/rows?limit=501").problem(422, "invalid_fields");
    admin().get(job + "/rows?cursor=x").problem(400, "bad_cursor");
  }

  @Test
  void a_job_without_a_template_says_so_on_its_page() {
    String job = job(List.of(device(device.port())), "show foo");
    assertThat(html(browser(), job + "/table")).contains("No template knows", "show foo");
  }

  @Test
  void rows_are_seen_by_their_customer_only() {
    String run = run("show interface brief");
    String job = job(List.of(device(device.port())), "show interface brief");
    Client other = adminOfAnotherCustomer();
    for (String format : List.of("json", "table", "csv")) {
      other.get(run + "/rows?format=" + format).problem(404, "run_not_found");
      other.get(job + "/rows?format=" + format).problem(404, "job_not_found");
    }
  }
}
