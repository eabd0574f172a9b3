package io.netauto.cli.term;

import java.util.LinkedHashMap;
import java.util.Map;

/** The fields of one thing, a line each; fields without a value are left out. */
public final class Details {
  private final Map<String, String> fields = new LinkedHashMap<>();
  private final String indent;

  public Details() {
    this("");
  }

  public Details(String indent) {
    this.indent = indent;
  }

  public Details add(String name, String value) {
    if (!value.isBlank()) {
      fields.put(name, value);
    }
    return this;
  }

  public String render(boolean color) {
    int width = fields.keySet().stream().mapToInt(String::length).max().orElse(0);
    var result = new StringBuilder();
    fields.forEach(
        (name, value) -> {
          String text = Printable.lines(value).stripTrailing();
          text = text.replace("\n", "\n" + indent + " ".repeat(width + 2));
          String label = name + " ".repeat(width - name.length());
          result.append(indent).append(color ? Style.QUIET.apply(label) : label).append("  ");
          result.append(color ? Style.ofState(text).apply(text) : text).append('\n');
        });
    return result.toString();
  }
}
