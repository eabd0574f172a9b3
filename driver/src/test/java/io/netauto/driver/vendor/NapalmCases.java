package io.netauto.driver.vendor;

import io.netauto.driver.getters.Answer;
import io.netauto.driver.getters.Arguments;
import io.netauto.driver.getters.Commands;
import io.netauto.driver.getters.Getter;
import io.netauto.driver.getters.GetterJson;
import io.netauto.driver.getters.Getters;
import io.netauto.driver.vendor.eos.EosGetters;
import io.netauto.driver.vendor.eos.RecordedEos;
import io.netauto.driver.vendor.junos.JunosGetters;
import io.netauto.driver.vendor.junos.RecordedJunos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Feeds NAPALM's recorded devices to the getters and compares the answers with what NAPALM gives.
 * Arguments: the folder {@code napalm/test}, then the names of drivers; all without names.
 */
public final class NapalmCases {
  private record Driver(Getters getters, Function<Path, Commands> recorded) {}

  private static final Map<String, Driver> DRIVERS =
      new TreeMap<>(
          Map.of(
              "eos",
              new Driver(EosGetters.getters(), RecordedEos::in),
              "junos",
              new Driver(JunosGetters.getters(), RecordedJunos::in)));

  private static final JsonMapper MAPPER = new JsonMapper();

  private NapalmCases() {}

  public static void main(String[] args) throws IOException {
    Path corpus = Path.of(args[0]);
    List<String> names =
        args.length > 1 ? List.of(args).subList(1, args.length) : List.copyOf(DRIVERS.keySet());
    for (String name : names) {
      int passed = 0;
      int failed = 0;
      int notOffered = 0;
      for (Path folder : cases(corpus.resolve(name).resolve("mocked_data"))) {
        String test = folder.getParent().getFileName().toString();
        List<String> faults = check(DRIVERS.get(name), test, folder);
        if (faults == null) {
          notOffered++;
          System.out.println("      " + name + " " + test + "/" + folder.getFileName());
        } else if (faults.isEmpty()) {
          passed++;
          System.out.println("ok    " + name + " " + test + "/" + folder.getFileName());
        } else {
          failed++;
          System.out.println("FALSE " + name + " " + test + "/" + folder.getFileName());
          faults.stream().limit(12).forEach(fault -> System.out.println("        " + fault));
        }
      }
      System.out.printf(
          "%s: %d of %d cases equal, %d of getters that are not offered%n%n",
          name, passed, passed + failed, notOffered);
    }
  }

  private static List<Path> cases(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder, 3)) {
      return files
          .filter(file -> file.getFileName().toString().equals("expected_result.json"))
          .map(Path::getParent)
          .sorted()
          .toList();
    }
  }

  /** What differs; nothing at all when the getter is not offered. */
  private static List<String> check(Driver driver, String test, Path folder) throws IOException {
    String name = test.replaceFirst("^test_(get_)?", "");
    Arguments arguments = arguments(name);
    String getterName = name.replaceFirst("(_with_vrf|_longer|_sanitized.*|_vrf)$", "");
    Getter<?> getter = Getter.find(getterName).orElse(null);
    if (getter == null || !driver.getters().offered().contains(getter)) {
      return null;
    }
    JsonNode expected = MAPPER.readTree(Files.readString(folder.resolve("expected_result.json")));
    return switch (driver.getters().get(getter, arguments, driver.recorded().apply(folder))) {
      case Answer.Known<?>(var value) -> {
        List<String> faults = new ArrayList<>();
        compare("", expected, MAPPER.readTree(GetterJson.of(value).toString()), faults);
        yield faults;
      }
      case Answer.NotOffered<?> nothing -> null;
      case Answer.Unreadable<?>(var command, var line, var words, var why) ->
          List.of("unreadable: " + command + " line " + line + ": " + words + ": " + why);
    };
  }

  private static Arguments arguments(String name) {
    return switch (name) {
      case "route_to" -> new Arguments(Map.of("destination", "1.0.4.0/24", "protocol", "bgp"));
      case "route_to_longer" ->
          new Arguments(Map.of("destination", "1.0.4.0/24", "protocol", "bgp", "longer", "true"));
      case "arp_table_with_vrf" -> new Arguments(Map.of("vrf", "TEST"));
      case "config_sanitized" -> new Arguments(Map.of("sanitized", "true"));
      case "config_sanitized_filtered" ->
          new Arguments(Map.of("sanitized", "true", "retrieve", "running"));
      default -> Arguments.none();
    };
  }

  private static void compare(String at, JsonNode expected, JsonNode told, List<String> faults) {
    if (expected.isString() && expected.asString().equals("...")) {
      return;
    }
    if (expected.isObject() && told.isObject()) {
      TreeSet<String> keys = new TreeSet<>(expected.propertyNames());
      keys.addAll(told.propertyNames());
      for (String key : keys) {
        compare(at + "/" + key, expected.path(key), told.path(key), faults);
      }
    } else if (expected.isArray() && told.isArray() && expected.size() == told.size()) {
      for (int i = 0; i < expected.size(); i++) {
        compare(at + "/" + i, expected.get(i), told.get(i), faults);
      }
    } else if (!same(expected, told)) {
      faults.add(at + ": expected " + brief(expected) + ", told " + brief(told));
    }
  }

  private static boolean same(JsonNode expected, JsonNode told) {
    return expected.isNumber() && told.isNumber()
        ? expected.doubleValue() == told.doubleValue()
        : expected.equals(told);
  }

  private static String brief(JsonNode node) {
    String text = node.isMissingNode() ? "nothing" : node.toString();
    return text.length() > 300 ? text.substring(0, 300) + "..." : text;
  }
}
