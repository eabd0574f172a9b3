package io.netauto.server.inventory;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.AuditEvent;
import io.netauto.server.identity.Audited;
import io.netauto.server.identity.Permission;
import io.netauto.server.inventory.transfer.DeviceWriter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Writes devices so that an import reads them back unchanged. */
@Service
public class ExportDevices {
  private static final int PIECE = 1_000;

  private final Selections selections;
  private final DeviceTable devices;
  private final ImportTable table;
  private final Audited audited;

  ExportDevices(Selections selections, DeviceTable devices, ImportTable table, Audited audited) {
    this.selections = selections;
    this.devices = devices;
    this.table = table;
    this.audited = audited;
  }

  /** Gives the devices of a selection, enabled or not, to the writer, some at a time. */
  public void write(Actor actor, DeviceSelection selection, String format, DeviceWriter writer) {
    actor.require(Permission.DEVICES_READ);
    List<DeviceId> ids = selections.whole(actor, selection).ids();
    audited.use(
        actor, AuditEvent.of("device.export").with("format", format).with("devices", ids.size()));
    for (int i = 0; i < ids.size(); i += PIECE) {
      List<DeviceId> some = ids.subList(i, Math.min(ids.size(), i + PIECE));
      Map<DeviceId, Device> found =
          devices.byIds(actor.customer(), some).stream()
              .collect(Collectors.toMap(Device::id, device -> device));
      Map<Long, List<String>> groups = table.groups(actor.customer(), some);
      Map<DeviceId, String> names = jumpHosts(actor, found);
      for (DeviceId id : some) {
        Device device = found.get(id);
        if (device != null) {
          writer.write(
              values(
                  device,
                  device.jumpHost() == null ? "" : names.getOrDefault(device.jumpHost(), ""),
                  groups.getOrDefault(id.value(), List.of())));
        }
      }
    }
  }

  private Map<DeviceId, String> jumpHosts(Actor actor, Map<DeviceId, Device> found) {
    List<DeviceId> ids =
        found.values().stream()
            .map(Device::jumpHost)
            .filter(Objects::nonNull)
            .map(Objects::requireNonNull)
            .distinct()
            .toList();
    Map<DeviceId, String> names = new HashMap<>();
    devices
        .byIds(actor.customer(), ids)
        .forEach(device -> names.put(device.id(), device.hostname()));
    return names;
  }

  private static Map<String, @Nullable Object> values(
      Device d, String jumpHost, List<String> groups) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("hostname", d.hostname());
    values.put("address", d.address());
    values.put("port", d.port());
    values.put("protocol", d.protocol().code());
    values.put("sshProfile", d.sshProfile().code());
    values.put("jumpHost", jumpHost);
    values.put("username", d.username());
    values.put("credRef", d.credRef());
    values.put("vendor", d.vendor());
    values.put("platform", d.platform());
    values.put("model", d.model());
    values.put("role", d.role());
    values.put("site", d.site());
    values.put("tags", d.tags());
    values.put("metadata", d.metadata());
    values.put("enabled", d.enabled());
    values.put("groups", groups);
    return values;
  }
}
