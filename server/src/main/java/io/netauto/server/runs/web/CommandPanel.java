package io.netauto.server.runs.web;

import io.netauto.server.inventory.Device;
import java.util.List;

/**
 * The line to run a command on a device, and its latest runs.
 *
 * @param recent commands to choose from
 * @param key makes a second press of the same button the same run
 */
public record CommandPanel(Device device, List<String> recent, RunListPage runs, String key) {
  public CommandPanel {
    recent = List.copyOf(recent);
  }
}
