package io.netauto.server.inventory.web;

import io.netauto.server.inventory.transfer.DeviceLists;
import io.netauto.server.inventory.transfer.ImportFormat;

/** What the page of the import shows before a file is chosen. */
public record ImportPage() {
  public ImportFormat[] formats() {
    return ImportFormat.values();
  }

  public int mostRows() {
    return DeviceLists.MOST_ROWS;
  }

  public int mostMegabytes() {
    return DeviceLists.MOST_BYTES >> 20;
  }
}
