package io.netauto.simulator.plan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A fleet plan written in YAML: {@code basePort}, {@code seed}, {@code realms} (names and rates),
 * {@code defaults} and {@code devices}, each with the keys of {@link DevicePlan} and {@link Place}.
 * A key that is not known fails the load.
 */
public final class FleetFile {
  private static final List<String> KEYS =
      List.of(
          "name",
          "platform",
          "address",
          "port",
          "username",
          "password",
          "enable-password",
          "realm",
          "cred-ref",
          "site",
          "role",
          "vendor",
          "model",
          "tags",
          "latency",
          "faults");

  private FleetFile() {}

  public static FleetPlan read(Path file) throws IOException {
    return parse(Files.readString(file));
  }

  /** The bundled small company: {@code demo-fleet.yaml}. */
  public static FleetPlan demo() {
    try (InputStream in =
        FleetFile.class.getResourceAsStream("/io/netauto/simulator/demo-fleet.yaml")) {
      if (in == null) {
        throw new IllegalStateException("demo-fleet.yaml is not on the class path");
      }
      return parse(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The plan that the YAML text describes. */
  public static FleetPlan parse(String yaml) {
    Map<?, ?> root = map(new Load(LoadSettings.builder().build()).loadFromString(yaml), "A fleet");
    requireKnown(root, List.of("basePort", "seed", "realms", "defaults", "devices"), "the fleet");
    Object given = root.get("defaults");
    Map<?, ?> defaults = given == null ? Map.of() : map(given, "defaults");
    requireKnown(defaults, KEYS, "defaults");
    List<DevicePlan> devices = new ArrayList<>();
    for (Object each : list(root.get("devices"))) {
      Map<?, ?> device = map(each, "A device");
      requireKnown(device, KEYS, "device '" + device.get("name") + "'");
      devices.add(device(new Fields(device, defaults)));
    }
    Object port = root.get("basePort");
    Object seed = root.get("seed");
    return new FleetPlan(
        port == null ? 0 : (Integer) port,
        devices,
        realms(root.get("realms")),
        seed == null ? 0 : Long.parseLong(seed.toString()));
  }

  private static List<RealmPlan> realms(@Nullable Object value) {
    return value == null
        ? List.of()
        : map(value, "realms").entrySet().stream()
            .map(
                each ->
                    new RealmPlan(
                        String.valueOf(each.getKey()),
                        Integer.parseInt(String.valueOf(each.getValue()))))
            .toList();
  }

  private static DevicePlan device(Fields f) {
    DevicePlan base = DevicePlan.of(f.text("name", ""), f.text("platform", ""));
    List<String> tags = list(f.get("tags")).stream().map(String::valueOf).toList();
    DevicePlan plan =
        base.withPort(Integer.parseInt(f.text("port", "0")))
            .withHost(f.text("address", base.host()))
            .withLogin(
                new Login(
                    f.text("username", base.username()),
                    f.text("password", base.password()),
                    f.text("enable-password", base.enablePassword()),
                    f.text("realm", ""),
                    f.text("cred-ref", "")))
            .withPlace(
                new Place(
                    f.text("site", ""),
                    f.text("role", ""),
                    f.text("vendor", ""),
                    f.text("model", ""),
                    tags))
            .withLatency(latency(f.get("latency")));
    for (Object fault : list(f.get("faults"))) {
      plan = plan.withFault(fault(fault));
    }
    return plan;
  }

  private static Latency latency(@Nullable Object value) {
    if (value == null) {
      return Latency.instant();
    }
    if (value instanceof String name) {
      return Latency.named(name);
    }
    Map<?, ?> map = map(value, "A latency");
    requireKnown(
        map, List.of("connect", "login", "think", "bytes-per-second", "jitter"), "a latency");
    Fields f = new Fields(map, Map.of());
    return new Latency(
        millis(f.text("connect", "0")),
        millis(f.text("login", "0")),
        millis(f.text("think", "0")),
        Long.parseLong(f.text("bytes-per-second", "0")),
        Double.parseDouble(f.text("jitter", "0")));
  }

  private static Fault fault(Object value) {
    String name = value.toString();
    String number = "";
    if (value instanceof Map<?, ?> map && map.size() == 1) {
      Map.Entry<?, ?> entry = map.entrySet().iterator().next();
      name = String.valueOf(entry.getKey());
      number = String.valueOf(entry.getValue());
    }
    return Fault.of(name, number);
  }

  private static Duration millis(String number) {
    return Duration.ofMillis(Long.parseLong(number));
  }

  private static Map<?, ?> map(@Nullable Object value, String what) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalArgumentException(what + " must be a mapping, not '" + value + "'");
  }

  private static List<?> list(@Nullable Object value) {
    return value == null ? List.of() : value instanceof List<?> list ? list : List.of(value);
  }

  private static void requireKnown(Map<?, ?> map, List<String> known, String where) {
    for (Object key : map.keySet()) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException(
            "Unknown key '" + key + "' in " + where + "; known are " + known);
      }
    }
  }

  private record Fields(Map<?, ?> own, Map<?, ?> defaults) {
    @Nullable Object get(String key) {
      Object value = own.get(key);
      return value == null ? defaults.get(key) : value;
    }

    String text(String key, String otherwise) {
      Object value = get(key);
      return value == null ? otherwise : value.toString();
    }
  }
}
