package io.netauto.server.inventory.transfer;

import io.netauto.server.web.FieldError;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Tables with a header line: our own columns, or those of NetBox. */
final class CsvLists {
  private static final int MOST_COLUMNS = 100;
  private static final int LONGEST_CELL = 64 << 10;

  /** Our columns, as they are written, by lower case without signs. */
  static final List<String> COLUMNS =
      List.of(
          "hostname",
          "address",
          "port",
          "protocol",
          "sshProfile",
          "jumpHost",
          "username",
          "credRef",
          "vendor",
          "platform",
          "model",
          "role",
          "site",
          "tags",
          "metadata",
          "enabled",
          "groups");

  private static final Map<String, String> OURS = ours();
  private static final Map<String, String> NETBOX =
      Map.ofEntries(
          Map.entry("name", "hostname"),
          Map.entry("ipaddress", "address"),
          Map.entry("primaryip4", "address"),
          Map.entry("primaryip", "address"),
          Map.entry("site", "site"),
          Map.entry("role", "role"),
          Map.entry("devicerole", "role"),
          Map.entry("manufacturer", "vendor"),
          Map.entry("type", "model"),
          Map.entry("devicetype", "model"),
          Map.entry("platform", "platform"),
          Map.entry("status", "enabled"));

  private CsvLists() {}

  private static Map<String, String> ours() {
    Map<String, String> names = new LinkedHashMap<>();
    COLUMNS.forEach(column -> names.put(plain(column), column));
    names.put("name", "hostname");
    names.put("ip", "address");
    names.put("ipaddress", "address");
    names.put("credential", "credRef");
    return names;
  }

  private static String plain(String column) {
    return column.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  /** Whether a header line is one of NetBox. */
  static boolean isNetBox(String header) {
    Set<String> names = new HashSet<>();
    for (String name : header.split("[,;\t]", -1)) {
      names.add(plain(name));
    }
    return names.contains("name")
        && !names.contains("hostname")
        && !names.contains("address")
        && (names.contains("primaryip4")
            || names.contains("primaryip")
            || names.contains("ipaddress")
            || names.contains("devicetype")
            || names.contains("manufacturer"));
  }

  static boolean isTable(String header) {
    return java.util.Arrays.stream(header.split("[,;\t]", -1))
        .anyMatch(name -> OURS.containsKey(plain(name)));
  }

  static List<ImportRow> read(
      String text, boolean netBox, UnaryOperator<String> platform, List<String> notices) {
    String header = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    CSVFormat format =
        CSVFormat.RFC4180
            .builder()
            .setDelimiter(delimiter(header))
            .setIgnoreEmptyLines(true)
            .setTrailingData(true)
            .setLenientEof(true)
            .get();
    List<ImportRow> rows = new ArrayList<>();
    try (CSVParser parser =
        CSVParser.builder().setReader(new StringReader(text)).setFormat(format).get()) {
      Iterator<CSVRecord> records = parser.iterator();
      if (!records.hasNext()) {
        throw ImportText.refused("The file is empty.");
      }
      List<String> columns = columns(records.next(), netBox ? NETBOX : OURS, notices);
      int line = (int) parser.getCurrentLineNumber() + 1;
      while (records.hasNext()) {
        CSVRecord record = records.next();
        rows.add(row(line, record, columns, netBox, platform));
        line = (int) parser.getCurrentLineNumber() + 1;
        if (rows.size() > DeviceLists.MOST_ROWS) {
          throw DeviceLists.tooMany();
        }
      }
    } catch (IOException | UncheckedIOException | IllegalStateException e) {
      throw ImportText.refused(
          "The table cannot be read from line %,d on: %s"
              .formatted(rows.size() + 2, String.valueOf(e.getMessage())));
    }
    return rows;
  }

  private static char delimiter(String header) {
    long semicolons = header.chars().filter(c -> c == ';').count();
    long commas = header.chars().filter(c -> c == ',').count();
    long tabs = header.chars().filter(c -> c == '\t').count();
    return tabs > commas && tabs > semicolons ? '\t' : semicolons > commas ? ';' : ',';
  }

  private static List<String> columns(
      CSVRecord header, Map<String, String> known, List<String> notices) {
    if (header.size() > MOST_COLUMNS) {
      throw ImportText.refused(
          "The table has %,d columns; at most %d are read.".formatted(header.size(), MOST_COLUMNS));
    }
    List<String> columns = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    List<String> unknown = new ArrayList<>();
    for (String cell : header) {
      String column = known.getOrDefault(plain(cell), "");
      if (column.isEmpty()) {
        unknown.add(DraftOfValues.cut(cell));
      } else if (!seen.add(column)) {
        throw ImportText.refused(
            "The header has the column \"%s\" twice. Remove one.".formatted(column));
      }
      columns.add(column);
    }
    if (!seen.contains("hostname")) {
      throw ImportText.refused(
          "The first line has to name the columns, hostname among them. Known: %s."
              .formatted(String.join(", ", COLUMNS)));
    }
    if (!unknown.isEmpty()) {
      notices.add("These columns are not read: %s.".formatted(String.join(", ", unknown)));
    }
    return columns;
  }

  private static ImportRow row(
      int line,
      CSVRecord record,
      List<String> columns,
      boolean netBox,
      UnaryOperator<String> platform) {
    List<FieldError> errors = new ArrayList<>();
    if (record.size() != columns.size()) {
      errors.add(
          new FieldError(
              "row",
              "The line has %,d cells, the header %,d. A text with a comma needs quotes around it."
                  .formatted(record.size(), columns.size())));
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < Math.min(record.size(), columns.size()); i++) {
      String cell = record.get(i);
      if (cell.length() > LONGEST_CELL) {
        errors.add(
            new FieldError(
                columns.get(i),
                "The cell has %,d characters, far too many.".formatted(cell.length())));
      } else if (!columns.get(i).isEmpty()) {
        values.put(columns.get(i), Cell.read(cell));
      }
    }
    if (netBox) {
      Foreign.fromNetBox(values, platform);
    }
    return DraftOfValues.row(line, values, errors);
  }
}
