package io.netauto.simulator.program;

import io.netauto.simulator.Fleet;
import io.netauto.simulator.SimulatedDevice;
import io.netauto.simulator.plan.Fault;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The devices of a fleet as JSON lines, each the body of a {@code POST /api/v1/devices}. What is
 * wrong with a device on purpose is in its tag {@code fault}.
 */
final class Inventory {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Inventory() {}

  static void write(Fleet fleet, Path file) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      for (SimulatedDevice each : fleet.devices()) {
        out.write(JSON.writeValueAsString(entry(each)));
        out.write('\n');
      }
    }
  }

  private static Map<String, Object> entry(SimulatedDevice device) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("hostname", device.name());
    entry.put("address", device.host());
    entry.put("port", device.port());
    entry.put("platform", device.platform());
    put(entry, "credRef", device.plan().login().credRef());
    put(entry, "site", device.place().site());
    put(entry, "role", device.place().role());
    put(entry, "vendor", device.place().vendor());
    put(entry, "model", device.place().model());
    Map<String, String> tags = new LinkedHashMap<>();
    device.place().tags().forEach(tag -> tags.put(tag, ""));
    put(tags, "realm", device.plan().login().realm());
    put(tags, "fault", fault(device));
    if (!tags.isEmpty()) {
      entry.put("tags", tags);
    }
    return entry;
  }

  private static void put(Map<String, ? super String> map, String name, String value) {
    if (!value.isEmpty()) {
      map.put(name, value);
    }
  }

  /** What is wrong; a limit of lines is not, as every device has one. */
  private static String fault(SimulatedDevice device) {
    return String.join(
        ",",
        device.plan().faults().stream()
            .filter(each -> !(each instanceof Fault.Lines))
            .map(Fault::word)
            .toList());
  }
}
