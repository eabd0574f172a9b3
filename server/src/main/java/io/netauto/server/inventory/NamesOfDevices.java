package io.netauto.server.inventory;

import io.netauto.server.commands.DeviceNames;
import io.netauto.server.identity.Actor;
import io.netauto.server.web.ProblemException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What templates of commands see of a device. */
@Component
public class NamesOfDevices implements DeviceNames {
  private final Devices devices;

  NamesOfDevices(Devices devices) {
    this.devices = devices;
  }

  @Override
  public Map<String, Object> of(Actor actor, String device) {
    String text = device.strip();
    return devices
        .byHostname(actor, text)
        .or(
            () ->
                text.matches("[0-9]{1,18}")
                    ? Optional.of(devices.get(actor, new DeviceId(Long.parseLong(text))))
                    : Optional.empty())
        .map(NamesOfDevices::of)
        .orElseThrow(
            () ->
                ProblemException.notFound(
                    "device_not_found", "There is no device named \"%s\".".formatted(text)));
  }

  /** What is empty is not there, so that a template that needs it fails. */
  public static Map<String, Object> of(Device device) {
    Map<String, Object> names = new LinkedHashMap<>();
    put(names, "hostname", device.hostname());
    put(names, "address", device.address());
    put(names, "platform", device.platform());
    put(names, "vendor", device.vendor());
    put(names, "model", device.model());
    put(names, "role", device.role());
    put(names, "site", device.site());
    names.put("tags", device.tags());
    names.put("metadata", device.metadata());
    return names;
  }

  private static void put(Map<String, Object> names, String name, String value) {
    if (!value.isEmpty()) {
      names.put(name, value);
    }
  }
}
