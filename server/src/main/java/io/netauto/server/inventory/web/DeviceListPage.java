package io.netauto.server.inventory.web;

import io.netauto.server.inventory.Device;
import io.netauto.server.web.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The device list.
 *
 * @param facets the values that devices have, by field
 * @param total how many devices there are, whatever the filter
 * @param platforms names of platforms by id
 */
public record DeviceListPage(
    DeviceFilter filter,
    Page<Device> devices,
    Map<String, List<String>> facets,
    long total,
    Set<DeviceColumn> columns,
    Map<String, String> platforms) {

  /** A field that can be chosen from a list, and its values. */
  public record Choice(String field, String label, List<String> values) {}

  public List<Choice> choices() {
    List<Choice> choices = new ArrayList<>();
    for (String field : List.of("site", "role", "platform", "vendor")) {
      List<String> values =
          facets.getOrDefault(field, List.of()).stream().filter(v -> !v.isEmpty()).toList();
      if (!values.isEmpty()) {
        choices.add(
            new Choice(field, Character.toUpperCase(field.charAt(0)) + field.substring(1), values));
      }
    }
    choices.add(new Choice("status", "State", List.of("reachable", "unreachable", "unknown")));
    choices.add(new Choice("protocol", "Protocol", List.of("ssh", "telnet")));
    return choices;
  }

  public boolean shows(DeviceColumn column) {
    return columns.contains(column);
  }
}
