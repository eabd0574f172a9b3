package io.netauto.server.inventory;

import java.util.List;
import java.util.Map;

/**
 * What an import did, or would do.
 *
 * @param format as {@code ImportFormat} codes it
 * @param applied whether it was done
 * @param rows one for each device of the file, in its order
 */
public record ImportReport(
    String format, String encoding, boolean applied, List<String> notices, List<Row> rows) {
  public ImportReport {
    notices = List.copyOf(notices);
    rows = List.copyOf(rows);
  }

  /** What becomes of a device of the file. */
  public enum Result {
    CREATED,
    UPDATED,
    UNCHANGED,
    REJECTED
  }

  /**
   * @param line counted from 1
   * @param messages why it is rejected; empty for others
   * @param changes the fields that change, with from and to
   */
  public record Row(
      int line,
      String hostname,
      String site,
      Result result,
      List<String> messages,
      Map<String, Object> changes) {}

  public long count(Result result) {
    return rows.stream().filter(row -> row.result() == result).count();
  }
}
