package io.netauto.server.inventory.web;

import gg.jte.Content;
import io.netauto.server.credentials.KnownHost;
import io.netauto.server.inventory.Device;
import io.netauto.server.inventory.Inherited;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One device.
 *
 * @param jumpHosts through which it is reached, the one next to it first
 * @param tab the key of the tab that is shown
 * @param tabs all tabs that the viewer may see
 * @param content the shown tab, when another feature fills it
 * @param panels what other features put on the first tab
 * @param hostKeys the keys that the device showed
 * @param metadata as JSON; empty for none
 * @param inherited its groups, and what it takes from them
 */
public record DevicePage(
    Device device,
    String platform,
    List<Device> jumpHosts,
    String tab,
    List<TabLink> tabs,
    @Nullable Content content,
    List<Content> panels,
    List<KnownHost> hostKeys,
    String metadata,
    Inherited inherited) {

  /**
   * @param attention how many things on the tab wait for a person
   */
  public record TabLink(String key, String label, String path, long attention) {}

  public boolean hasPendingKey() {
    return hostKeys.stream().anyMatch(k -> k.state() == KnownHost.State.PENDING);
  }
}
