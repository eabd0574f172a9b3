package io.netauto.server.inventory.transfer;

import java.util.List;

/**
 * What a file holds.
 *
 * @param encoding as it was recognised, e.g. {@code UTF-8}
 * @param notices what a person should know about the file as a whole
 */
public record ImportedList(
    ImportFormat format, String encoding, List<ImportRow> rows, List<String> notices) {
  public ImportedList {
    rows = List.copyOf(rows);
    notices = List.copyOf(notices);
  }
}
