package io.netauto.server.inventory.transfer;

import io.netauto.server.web.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads lists of devices of any form that is known. */
public final class DeviceLists {
  /** The most devices of a file. */
  public static final int MOST_ROWS = 100_000;

  /** The most bytes of a file. */
  public static final int MOST_BYTES = ImportText.MOST_BYTES;

  private DeviceLists() {}

  static ProblemException tooMany() {
    return ImportText.refused("A file has at most %,d devices. Split it.".formatted(MOST_ROWS));
  }

  /**
   * The devices of a file.
   *
   * @param wanted its form; null to find that out
   * @param isPlatform whether a platform of this id is known here
   * @throws ProblemException 422 {@code file_refused} for what is no list of devices at all
   */
  public static ImportedList read(
      byte[] file, @Nullable ImportFormat wanted, Predicate<String> isPlatform) {
    ImportText decoded = ImportText.of(file);
    String text = decoded.text();
    if (text.isBlank()) {
      throw ImportText.refused("The file is empty.");
    }
    List<String> notices = new ArrayList<>(decoded.notices());
    ImportFormat format = wanted == null ? detect(text) : wanted;
    UnaryOperator<String> platform =
        name -> isPlatform.test(name.strip()) ? name.strip() : Foreign.platform(name);
    List<ImportRow> rows =
        switch (format) {
          case CSV -> CsvLists.read(text, false, UnaryOperator.identity(), notices);
          case NETBOX_CSV -> CsvLists.read(text, true, platform, notices);
          case JSON -> JsonLists.array(text);
          case JSON_LINES -> JsonLists.lines(text);
          case NETBOX_JSON -> JsonLists.netBox(text, platform);
          case ANSIBLE_INI -> AnsibleLists.ini(text, platform, notices);
          case ANSIBLE_YAML -> AnsibleLists.yaml(text, platform, notices);
          case NORNIR -> YamlLists.nornir(text, platform, notices);
          case OXIDIZED -> YamlLists.oxidized(text, platform, notices);
        };
    if (rows.size() > MOST_ROWS) {
      throw tooMany();
    }
    return new ImportedList(format, decoded.encoding(), rows, notices);
  }

  private static ImportFormat detect(String text) {
    String stripped = text.strip();
    String first = stripped.lines().findFirst().orElse("");
    if (stripped.startsWith("[") && !first.strip().matches("\\[[A-Za-z0-9_.:-]+\\]\\s*([#;].*)?")) {
      return JsonLists.isNetBox(stripped) ? ImportFormat.NETBOX_JSON : ImportFormat.JSON;
    }
    if (stripped.startsWith("{")) {
      return JsonLists.isNetBox(stripped)
          ? ImportFormat.NETBOX_JSON
          : JsonLists.isWhole(stripped) && stripped.contains("\"devices\"")
              ? ImportFormat.JSON
              : ImportFormat.JSON_LINES;
    }
    if (CsvLists.isNetBox(first)) {
      return ImportFormat.NETBOX_CSV;
    }
    if (CsvLists.isTable(first)) {
      return ImportFormat.CSV;
    }
    List<String> lines =
        stripped
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .limit(200)
            .toList();
    if (lines.stream().anyMatch(line -> line.matches("\\[[A-Za-z0-9_.:-]+\\].*"))
        || lines.stream().anyMatch(line -> line.matches("\\S+\\s(.*\\s)?ansible_\\w+\\s*=.*"))) {
      return ImportFormat.ANSIBLE_INI;
    }
    if (lines.stream().anyMatch(line -> line.endsWith(":") || line.equals("---"))) {
      return YamlLists.isAnsible(text) ? ImportFormat.ANSIBLE_YAML : ImportFormat.NORNIR;
    }
    if (lines.stream().allMatch(line -> line.matches("[^\\s,:]+:[^\\s,].*"))) {
      return ImportFormat.OXIDIZED;
    }
    throw ImportText.refused(
        "What this file is was not recognised. Name its form, or give a CSV file whose first line"
            + " names the columns: %s.".formatted(String.join(", ", CsvLists.COLUMNS)));
  }
}
