package io.netauto.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.CommandResult;
import io.netauto.driver.Driver;
import io.netauto.driver.Drivers;
import io.netauto.driver.HostKeys;
import io.netauto.driver.Login;
import io.netauto.driver.OpenResult;
import io.netauto.driver.Secret;
import io.netauto.driver.Session;
import io.netauto.driver.SessionListener;
import io.netauto.driver.SessionOptions;
import io.netauto.driver.Target;
import io.netauto.driver.platform.Platforms;
import io.netauto.simulator.program.SimulateCommand;
import java.io.BufferedReader;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./netauto simulate FOLDER}, and the driver as its visitor. */
@Timeout(120)
class PlayedRecordingsTest {
  private final PipedWriter printed = new PipedWriter();
  private final AtomicInteger status = new AtomicInteger(-1);
  private final Driver driver = Drivers.ssh();
  private final List<String> lines = new ArrayList<>();
  private Thread program = new Thread(() -> {});
  @TempDir private Path folder = Path.of("");

  @AfterEach
  void stop() throws InterruptedException {
    driver.close();
    program.interrupt();
    program.join();
  }

  /** Starts it; what it prints until all devices answer. */
  private List<String> simulate(String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(recordings().toString(), "--port", "0"));
    arguments.addAll(List.of("--inventory", inventory().toString()));
    arguments.addAll(List.of(more));
    BufferedReader reader = new BufferedReader(new PipedReader(printed, 1 << 20));
    program =
        Thread.ofPlatform()
            .start(
                () -> {
                  try (PrintWriter out = new PrintWriter(printed, true)) {
                    status.set(
                        SimulateCommand.commandLine()
                            .setOut(out)
                            .setErr(out)
                            .execute(arguments.toArray(String[]::new)));
                  }
                });
    String line;
    while ((line = reader.readLine()) != null) {
      lines.add(line);
      if (line.startsWith("READY")) {
        break;
      }
    }
    return lines;
  }

  private static Path recordings() throws Exception {
    return Path.of(
        Objects.requireNonNull(PlayedRecordingsTest.class.getResource("/recordings")).toURI());
  }

  private Path inventory() {
    return folder.resolve("fleet.jsonl");
  }

  private List<JsonNode> devices() throws Exception {
    return Files.readAllLines(inventory()).stream()
        .map(each -> JsonMapper.shared().readTree(each))
        .toList();
  }

  private JsonNode device(String hostname) throws Exception {
    return devices().stream()
        .filter(each -> each.path("hostname").asString().equals(hostname))
        .findFirst()
        .orElseThrow();
  }

  /** As the table tells it. */
  private String enablePassword(JsonNode device) {
    String name = device.path("hostname").asString();
    String line =
        lines.stream().filter(each -> each.startsWith(name + " ")).findAny().orElseThrow();
    int column = lines.getFirst().indexOf("ENABLE");
    String password = line.substring(column, line.indexOf(' ', column));
    return password.isEmpty() ? "none" : password;
  }

  private OpenResult open(JsonNode device, String password) {
    return driver.open(
        new Target(device.path("address").asString(), device.path("port").asInt()),
        new Login("admin", Secret.of(password), null, null, Secret.of(enablePassword(device))),
        Platforms.builtIn().get(device.path("platform").asString()),
        HostKeys.trustAll(),
        SessionOptions.defaults(),
        SessionListener.none());
  }

  private Session session(JsonNode device) {
    return switch (open(device, "admin-pass")) {
      case OpenResult.Opened(Session session, var negotiated) -> session;
      case OpenResult.NotOpened(var why) ->
          throw new AssertionError(device + ": " + why.summary() + why.lastBytes());
    };
  }

  private static String output(Session session, String command) {
    return switch (session.run(command)) {
      case CommandResult.Done(var output) -> output.text().strip();
      case CommandResult.Rejected(var output, var why) -> "rejected";
      case CommandResult.Failed(var output, var why) -> throw new AssertionError(why.summary());
    };
  }

  @Test
  void each_recording_is_a_device_with_a_port_of_its_own_and_answers_the_driver() throws Exception {
    simulate("--seed", "3");

    assertThat(devices()).hasSize(5).allSatisfy(each -> session(each).close());
    assertThat(devices().stream().map(each -> each.path("port").asInt()).distinct()).hasSize(5);
    assertThat(lines.getFirst()).startsWith("NAME");
    assertThat(lines)
        .anyMatch(each -> each.matches("oxidized-ios-lab +cisco_ios +127.0.0.1:\\d+ +admin .*"));
    assertThat(lines.getLast()).startsWith("READY 5 devices");
    try (Session oxidized = session(device("oxidized-ios-lab"));
        Session ntc = session(device("ntc-cisco-ios"));
        Session scrapli = session(device("scrapli-mock-cisco-iosxe"))) {
      assertThat(output(oxidized, "show clock")).isEqualTo("*10:11:12.131 UTC Tue Mar 4 2025");
      assertThat(output(oxidized, "show inventory")).contains("PID: LAB-1-PSU");
      Path raw = recordings().resolve("ntc/tests/cisco_ios/show_lab_things/shed.raw");
      assertThat(output(ntc, "show lab things")).isEqualTo(Files.readString(raw).strip());
      assertThat(output(ntc, "show nothing")).isEqualTo("rejected");
      assertThat(scrapli.enter("privileged_exec")).isInstanceOf(CommandResult.Done.class);
      assertThat(output(scrapli, "show run")).isEqualTo("hostname lab-r2\n!\nend");
    }
  }

  @Test
  void repeats_the_recordings_as_often_as_devices_are_wanted_with_the_faults_that_are_wanted()
      throws Exception {
    List<String> lines =
        simulate(
            "--count", "300", "--platforms", "cisco_ios", "--faulty", "0.5", "--latency=human");

    assertThat(lines.getLast()).startsWith("READY 300 devices");
    assertThat(devices().stream().map(each -> each.path("hostname").asString()).distinct())
        .hasSize(300);
    assertThat(devices()).allMatch(each -> each.path("platform").asString().equals("cisco_ios"));
    long faulty = devices().stream().filter(each -> each.at("/tags/fault").isString()).count();
    assertThat(faulty).isBetween(110L, 190L);
  }

  @Test
  void every_device_has_the_session_limit_and_the_login_that_are_wanted() throws Exception {
    simulate("--session-limit", "1", "--username", "admin", "--password", "another");

    JsonNode device = device("oxidized-ios-lab");
    assertThat(open(device, "admin-pass")).isInstanceOf(OpenResult.NotOpened.class);
    try (Session _ = ((OpenResult.Opened) open(device, "another")).session()) {
      assertThat(open(device, "another"))
          .isInstanceOfSatisfying(
              OpenResult.NotOpened.class,
              refused -> assertThat(refused.failure().cause().name()).isEqualTo("LINES_FULL"));
    }
  }

  @Test
  void what_a_recording_cannot_do_is_refused() throws Exception {
    assertThat(simulate("--fault", "enable-refused").getFirst())
        .contains("A recorded device cannot have the fault 'enable-refused'");
    program.join();
    assertThat(status).hasValue(2);
  }
}
