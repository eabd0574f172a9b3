package io.netauto.driver.getters;

import io.netauto.driver.platform.Platform;
import io.netauto.driver.platform.Platforms;
import io.netauto.driver.vendor.eos.RecordedEos;
import io.netauto.driver.vendor.iosxr.RecordedNetconf;
import io.netauto.driver.vendor.iosxr.RecordedXmlAgent;
import io.netauto.driver.vendor.junos.RecordedJunos;
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
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts the recordings of NAPALM's own tests to the getters: {@code
 * test/DRIVER/mocked_data/test_get_GETTER/CASE} holds what a device printed and what NAPALM makes
 * of it.
 */
public final class NapalmCorpus {
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
  public record Case(String driver, String test, Path folder) {
    public String name() {
      return driver + "/" + test + "/" + folder.getFileName();
    }

    /** The getter that is called, without {@code get_}. */
    public String getter() {
      return call().getter();
    }

    private Call call() {
      boolean ofRunningOnly = driver.equals("iosxr") && test.equals("config_sanitized_filtered");
      return ofRunningOnly
          ? new Call("config", Map.of("sanitized", "true", "retrieve", "running"))
          : CALLS.getOrDefault(test, new Call(test, Map.of()));
    }
  }

  /** What became of a case. */
  public sealed interface Outcome {
    /** The result is the expected one. */
    record Passed() implements Outcome {}

    /** The result is another one, or there is none. */
    record Failed(String reason) implements Outcome {}

    /** The getter is not offered. */
    record Skipped(String reason) implements Outcome {}
  }

  private NapalmCorpus() {}

  /** All cases of getters below NAPALM's own folder, in the order of their names. */
  public static Stream<Case> cases(Path napalm) {
    try (Stream<Path> results = Files.walk(napalm.resolve("test"), 5)) {
      List<Case> cases = new ArrayList<>();
      results
          .filter(file -> file.endsWith("expected_result.json"))
          .sorted()
          .forEach(
              file -> caseOf(napalm.resolve("test").relativize(file), file).ifPresent(cases::add));
      return cases.stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Case> caseOf(Path relative, Path file) {
    boolean isCase =
        relative.getNameCount() == 5 && relative.getName(1).toString().equals("mocked_data");
    String driver = relative.getName(0).toString();
    String test = isCase ? relative.getName(2).toString() : "";
    return test.startsWith("test_get_") && PLATFORMS.containsKey(driver)
        ? Optional.of(new Case(driver, test.substring("test_get_".length()), file.getParent()))
        : Optional.empty();
  }

  /** The reason why a case fails, or nothing when it passes; a getter not offered is a failure. */
  public static Optional<String> check(Case recording) {
    return switch (outcome(recording)) {
      case Outcome.Passed passed -> Optional.empty();
      case Outcome.Failed(String reason) -> Optional.of(reason);
      case Outcome.Skipped(String reason) -> Optional.of(reason);
    };
  }

  public static Outcome outcome(Case recording) {
    String platform = PLATFORMS.getOrDefault(recording.driver(), "");
    Optional<Getters> getters = GettersByPlatform.of(platform);
    Optional<Getter<?>> getter = Getter.find(recording.getter());
    if (getters.isEmpty() || getter.isEmpty()) {
      return new Outcome.Skipped(
          getters.isEmpty() ? "no getters for " + platform : "no getter of this name");
    }
    Arguments arguments = new Arguments(recording.call().arguments());
    try {
      return outcome(
          recording, getters.get().get(getter.get(), arguments, recorded(recording), CLOCK));
    } catch (RuntimeException e) {
      return new Outcome.Failed("fault: " + e);
    }
  }

  private static Outcome outcome(Case recording, Answer<?> answer) {
    return switch (answer) {
      case Answer.NotOffered<?> missing -> new Outcome.Skipped("not offered");
      case Answer.Unreadable<?> unread ->
          new Outcome.Failed(
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

  private static Outcome compare(Case recording, Object value) {
    try {
      JsonNode expected =
          MAPPER.readTree(recording.folder().resolve("expected_result.json").toFile());
      return JsonDifference.first(expected, GetterJson.of(value))
          .<Outcome>map(Outcome.Failed::new)
          .orElseGet(Outcome.Passed::new);
    } catch (tools.jackson.core.JacksonException e) {
      return new Outcome.Failed("expected_result.json: " + e.getMessage());
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

  /** Prints what became of each case, and the sums by driver and test. */
  public static void main(String[] args) {
    Map<String, Map<String, int[]>> sums = new TreeMap<>();
    cases(Path.of(args[0]))
        .forEach(
            recording -> {
              int[] sum =
                  sums.computeIfAbsent(recording.driver(), any -> new TreeMap<>())
                      .computeIfAbsent(recording.test(), any -> new int[3]);
              switch (outcome(recording)) {
                case Outcome.Passed passed -> sum[0]++;
                case Outcome.Failed(String reason) -> {
                  sum[1]++;
                  System.out.println("FAILED  " + recording.name() + ": " + reason);
                }
                case Outcome.Skipped(String reason) -> {
                  sum[2]++;
                  System.out.println("SKIPPED " + recording.name() + ": " + reason);
                }
              }
            });
    System.out.printf(
        "%n%-15s %-28s %6s %6s %6s %7s%n",
        "driver", "getter", "cases", "passed", "failed", "skipped");
    sums.forEach(
        (driver, tests) -> {
          int[] total = new int[3];
          tests.forEach(
              (test, sum) -> {
                print(driver, test, sum);
                for (int i = 0; i < 3; i++) {
                  total[i] += sum[i];
                }
              });
          print(driver, "all", total);
        });
  }

  private static void print(String driver, String test, int[] sum) {
    int cases = sum[0] + sum[1] + sum[2];
    System.out.printf("%-15s %-28s %6d %6d %6d %7d%n", driver, test, cases, sum[0], sum[1], sum[2]);
  }
}
