package io.netauto.server.inventory.web;

import io.netauto.server.inventory.DeviceGroup;
import io.netauto.server.inventory.DeviceGroups;
import io.netauto.server.inventory.DeviceSelection;
import io.netauto.server.web.Page;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The list of groups.
 *
 * @param text searched for; empty for all
 * @param later whether this is not the first page
 */
public record GroupListPage(Page<DeviceGroups.Counted> groups, String text, boolean later) {

  /** What the devices of a dynamic group have in common, in words; empty for a static one. */
  public List<DeviceFilter.Chip> chips(DeviceGroup group) {
    DeviceSelection.Filter filter = group.filter();
    return filter == null ? List.of() : DeviceFilter.of(filter).chips();
  }

  /** The address of the next page. */
  public String next() {
    return "/groups?cursor="
        + groups.next()
        + (text.isEmpty() ? "" : "&q=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
  }
}
