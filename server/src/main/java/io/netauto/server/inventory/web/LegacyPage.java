package io.netauto.server.inventory.web;

import io.netauto.server.inventory.Device;
import io.netauto.server.web.Page;

/**
 * The devices that use weak SSH algorithms or may use them.
 *
 * @param later whether this is not the first page
 */
public record LegacyPage(Page<Device> devices, boolean later) {
  public String need(Device device) {
    return LegacyNeed.of(device).words();
  }
}
