package io.netauto.conformance;

import java.util.regex.Pattern;

/**
 * Makes empty block scalars readable: libyaml takes blank lines of any length for one, the YAML
 * specification none that is longer than the indentation.
 */
final class BlankScalars {
  private static final Pattern HEADER = Pattern.compile(".*[:\\-] *[|>][-+]?\\s*");

  private BlankScalars() {}

  static String shortened(String yaml) {
    String[] lines = yaml.split("\n", -1);
    for (int i = 0; i + 1 < lines.length; i++) {
      if (!lines[i + 1].isBlank() || !HEADER.matcher(lines[i]).matches()) {
        continue;
      }
      int next = i + 1;
      while (next < lines.length && lines[next].isBlank()) {
        next++;
      }
      if (next == lines.length || indent(lines[next]) <= indent(lines[i])) {
        for (int blank = i + 1; blank < next; blank++) {
          lines[blank] = "";
        }
      }
    }
    return String.join("\n", lines);
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }
}
