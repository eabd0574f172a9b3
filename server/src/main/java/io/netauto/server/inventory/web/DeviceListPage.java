package io.netauto.server.inventory.web;

import io.netauto.server.inventory.Device;
import io.netauto.server.inventory.DeviceGroup;
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
 * @param groups the first of the customer's, to choose from
 */
public record DeviceListPage(
    DeviceFilter filter,
    Page<Device> devices,
    Map<String, List<String>> facets,
    long total,
    Set<DeviceColumn> columns,
    Map<String, String> platforms,
    List<DeviceGroup> groups) {

  private static final String GROUP = "group";

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
    List<String> names = new ArrayList<>(groups.stream().map(DeviceGroup::name).toList());
    String chosen = filter.value(GROUP);
    if (!chosen.isEmpty() && !names.contains(chosen)) {
      names.addFirst(chosen);
    }
    if (!names.isEmpty()) {
      choices.add(new Choice(GROUP, "Group", names));
    }
    choices.add(new Choice("status", "State", List.of("reachable", "unreachable", "unknown")));
    choices.add(new Choice("protocol", "Protocol", List.of("ssh", "telnet")));
    return choices;
  }

  /** The names of the groups that devices can be added to. */
  public List<String> staticGroups() {
    return groups.stream().filter(group -> !group.isDynamic()).map(DeviceGroup::name).toList();
  }

  public boolean shows(DeviceColumn column) {
    return columns.contains(column);
  }
}
