package io.netauto.server.inventory.web;

import io.netauto.server.inventory.Device;
import io.netauto.server.inventory.DeviceGroup;
import io.netauto.server.inventory.DeviceGroups;
import io.netauto.server.inventory.DeviceSelection;
import io.netauto.server.web.Page;
import io.netauto.server.web.Words;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One group.
 *
 * @param jumpHost the one that it gives; null for none
 * @param devices a page of its devices
 * @param text searched for among them; empty for all
 * @param later whether this is not the first page
 * @param typed the names of devices that could not be added
 * @param error why they could not; null for none
 */
public record GroupPage(
    DeviceGroup group,
    DeviceGroups.Effects effects,
    @Nullable Device jumpHost,
    Page<Device> devices,
    String text,
    boolean later,
    String typed,
    @Nullable String error) {

  /** What the devices of a dynamic group have in common, in words; empty for a static one. */
  public List<DeviceFilter.Chip> chips() {
    DeviceSelection.Filter filter = group.filter();
    return filter == null ? List.of() : DeviceFilter.of(filter).chips();
  }

  /** The list of devices with the group's own filter, or with the group as the filter. */
  public String deviceList() {
    DeviceSelection.Filter filter = group.filter();
    return filter == null ? inGroup() : DeviceFilter.of(filter).url();
  }

  /** The list of devices with the group as the filter. */
  public String inGroup() {
    return DeviceFilter.PATH + "?group=" + encoded(group.name());
  }

  public String path() {
    return "/groups/" + group.id();
  }

  /** The address of the next page. */
  public String next() {
    return path() + "?cursor=" + devices.next() + (text.isEmpty() ? "" : "&q=" + encoded(text));
  }

  /** What a deletion changes, in words. */
  public String deletion() {
    StringBuilder words =
        new StringBuilder(Words.count(effects.devices(), "device belongs", "devices belong"))
            .append(" to it and stay in the inventory.");
    if (effects.credential() > 0) {
      words
          .append(' ')
          .append(Words.count(effects.credential(), "device takes", "devices take"))
          .append(" the credential ")
          .append(group.defaults().credRef())
          .append(" from it, and then from the next group that has one, or have none.");
    }
    if (effects.jumpHost() > 0 && jumpHost != null) {
      words
          .append(' ')
          .append(Words.count(effects.jumpHost(), "device is", "devices are"))
          .append(" reached through ")
          .append(jumpHost.hostname())
          .append(" because of it, and then as the next group says, or directly.");
    }
    return words.toString();
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
