package io.netauto.driver.textfsm;

import java.util.ArrayList;
import java.util.List;

/** Reads the index of a folder of templates: comma-separated, the first line names the columns. */
final class IndexFile {
  private static final String TEMPLATE = "Template";

  private final String file;
  private final List<String> lines;
  private List<String> header = List.of();
  private int at;

  private IndexFile(String file, String text) {
    this.file = file;
    this.lines = text.lines().toList();
  }

  static List<IndexRow> read(String file, String text) {
    return new IndexFile(file, text).rows();
  }

  private List<IndexRow> rows() {
    readHeader();
    List<IndexRow> rows = new ArrayList<>();
    for (; at < lines.size(); at++) {
      List<String> fields = PythonText.fields(lines.get(at), ',');
      if (lines.get(at).startsWith("#") || fields.size() != header.size()) {
        continue;
      }
      rows.add(
          new IndexRow(
              at + 1,
              List.of(field(fields, TEMPLATE).split(":")),
              pattern(anyIfEmpty(field(fields, "Platform"))),
              pattern(expand(field(fields, "Command")))));
    }
    return List.copyOf(rows);
  }

  private void readHeader() {
    for (; at < lines.size() && header.isEmpty(); at++) {
      String line = PythonText.strip(lines.get(at).split("#", 2)[0]);
      header = line.isEmpty() ? List.of() : PythonText.fields(line, ',');
    }
    if (!header.contains(TEMPLATE)) {
      throw new TemplateException(file, Math.max(1, at), "there is no column \"Template\"");
    }
  }

  private static String anyIfEmpty(String regex) {
    return regex.isEmpty() ? ".*" : regex;
  }

  private String field(List<String> fields, String column) {
    int index = header.indexOf(column);
    return index < 0 ? "" : fields.get(index);
  }

  private LinePattern pattern(String regex) {
    try {
      return new LinePattern(regex);
    } catch (BadRegex e) {
      String fault = "not a regular expression: " + e.getMessage() + ": " + regex;
      throw new TemplateException(file, at + 1, fault);
    }
  }

  /** Writes {@code in[[ter]]} as {@code in(t(e(r)?)?)?}. */
  private static String expand(String command) {
    StringBuilder out = new StringBuilder();
    int depth = 0;
    int letters = 0;
    for (int i = 0; i < command.length(); i++) {
      if (command.startsWith("[[", i)) {
        depth++;
        i++;
      } else if (depth > 0 && command.startsWith("]]", i)) {
        depth--;
        i++;
        if (depth == 0) {
          out.repeat(")?", letters);
          letters = 0;
        }
      } else if (depth > 0) {
        out.append('(').append(command.charAt(i));
        letters++;
      } else {
        out.append(command.charAt(i));
      }
    }
    return out.toString();
  }
}
