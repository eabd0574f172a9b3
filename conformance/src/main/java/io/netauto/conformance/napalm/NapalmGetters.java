package io.netauto.conformance.napalm;

import io.netauto.conformance.Verdict;
import io.netauto.driver.getters.Answer;
import io.netauto.driver.getters.Arguments;
import io.netauto.driver.getters.Commands;
import io.netauto.driver.getters.Config;
import io.netauto.driver.getters.Getter;
import io.netauto.driver.getters.GetterJson;
import io.netauto.driver.getters.Getters;
import io.netauto.driver.getters.GettersByPlatform;
import io.netauto.driver.platform.Platform;
import io.netauto.driver.platform.Platforms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts the recordings of NAPALM's own tests to the getters: {@code
 * test/DRIVER/mocked_data/test_get_GETTER/CASE} holds what a device printed and what NAPALM makes
 * of it.
 */
final class NapalmGetters {
  private static final Map<String, String> PLATFORMS =
      Map.of(
          "ios", "cisco_ios",
          "nxos", "cisco_nxos",
          "nxos_ssh", "cisco_nxos",
          "iosxr", "cisco_iosxr",
          "iosxr_netconf", "cisco_iosxr",
          "eos", "arista_eos",
          "junos", "juniper_junos");

  /** The names of tests that call a getter with arguments. */
  private static final Map<String, Call> CALLS =
      Map.of(
          "arp_table_with_vrf", new Call("arp_table", Map.of("vrf", "TEST")),
          "config_sanitized", new Call("config", Map.of("sanitized", "true")),
          "config_filtered", new Call("config", Map.of("retrieve", "candidate")),
          "config_sanitized_filtered", new Call("config", Map.of("sanitized", "true")),
          "route_to", new Call("route_to", Map.of("destination", "1.0.4.0/24", "protocol", "bgp")),
          "route_to_longer",
              new Call(
                  "route_to",
                  Map.of("destination", "1.0.4.0/24", "protocol", "bgp", "longer", "true")));

  /** The time at which the expected results were made. */
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1500000000));

  private static final JsonMapper MAPPER = new JsonMapper();

  private record Call(String getter, Map<String, String> arguments) {}

  /** One recording. */
  record Case(String driver, String test, Path folder) {
    String name() {
      return driver + "/" + test + "/" + folder.getFileName();
    }

    /** The getter that is called, without {@code get_}. */
    String getter() {
      return call().getter();
    }

    private Call call() {
      boolean ofRunningOnly = driver.equals("iosxr") && test.equals("config_sanitized_filtered");
      return ofRunningOnly
          ? new Call("config", Map.of("sanitized", "true", "retrieve", "running"))
          : CALLS.getOrDefault(test, new Call(test, Map.of()));
    }
  }

  private NapalmGetters() {}

  /** True when NAPALM's driver of this name is known. */
  static boolean knows(String driver) {
    return PLATFORMS.containsKey(driver);
  }

  /** The id of the platform that a NAPALM driver is for. */
  static String platform(String driver) {
    return PLATFORMS.getOrDefault(driver, driver);
  }

  static Verdict outcome(Case recording) {
    String platform = PLATFORMS.getOrDefault(recording.driver(), "");
    Optional<Getters> getters = GettersByPlatform.of(platform);
    Optional<Getter<?>> getter = Getter.find(recording.getter());
    if (getters.isEmpty() || getter.isEmpty()) {
      return new Verdict.Skipped(
          getters.isEmpty() ? "no getters for " + platform : "no getter of this name");
    }
    Arguments arguments = new Arguments(recording.call().arguments());
    try {
      return outcome(
          recording, getters.get().get(getter.get(), arguments, recorded(recording), CLOCK));
    } catch (RuntimeException e) {
      return Verdict.failed("fault: " + e);
    }
  }

  private static Verdict outcome(Case recording, Answer<?> answer) {
    return switch (answer) {
      case Answer.NotOffered<?> missing -> new Verdict.Skipped("not offered");
      case Answer.Unreadable<?> unread ->
          Verdict.failed(
              "%s, line %d: %s (%s)"
                  .formatted(
                      unread.command(), unread.line(), unread.why(), unread.words().strip()));
      case Answer.Known<?> known -> compare(recording, asTested(recording, known.value()));
    };
  }

  /** NAPALM's own test puts this result together from two calls that leave out the candidate. */
  private static Object asTested(Case recording, Object value) {
    return recording.test().equals("config_sanitized_filtered") && value instanceof Config config
        ? new Config(config.running(), config.startup(), "")
        : value;
  }

  private static Verdict compare(Case recording, Object value) {
    try {
      JsonNode expected =
          MAPPER.readTree(recording.folder().resolve("expected_result.json").toFile());
      return JsonDifference.first(expected, GetterJson.of(value))
          .map(Verdict::failed)
          .orElseGet(Verdict::passed);
    } catch (tools.jackson.core.JacksonException e) {
      return Verdict.failed("expected_result.json: " + e.getMessage());
    }
  }

  private static Commands recorded(Case recording) {
    return switch (recording.driver()) {
      case "eos" -> RecordedEos.in(recording.folder());
      case "junos" -> RecordedJunos.in(recording.folder());
      case "iosxr" -> RecordedXmlAgent.in(recording.folder());
      case "iosxr_netconf" -> RecordedNetconf.in(recording.folder());
      default -> recordedText(recording);
    };
  }

  private static Commands recordedText(Case recording) {
    Platform platform = Platforms.builtIn().get(PLATFORMS.getOrDefault(recording.driver(), ""));
    return command -> {
      Optional<Path> file = fileOf(recording, command);
      if (file.isEmpty()) {
        return new Commands.Output.Refused("There is no recording of this command.");
      }
      String text = read(file.get());
      boolean refused =
          text.lines()
              .limit(20)
              .anyMatch(line -> platform.errors().stream().anyMatch(e -> e.matcher(line).find()));
      return refused ? new Commands.Output.Refused(text) : new Commands.Output.Text(text);
    };
  }

  private static Optional<Path> fileOf(Case recording, String command) {
    String json = " | json";
    List<String> names = new ArrayList<>();
    if (recording.driver().equals("nxos")) {
      String bare =
          command.endsWith(json) ? command.substring(0, command.length() - json.length()) : command;
      names.add(bare.replace(' ', '_') + ".json");
    } else {
      String name = command.replaceAll("[^a-zA-Z0-9]", "_");
      names.add(name.substring(0, Math.min(150, name.length())) + ".txt");
    }
    return names.stream().map(recording.folder()::resolve).filter(Files::exists).findFirst();
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
