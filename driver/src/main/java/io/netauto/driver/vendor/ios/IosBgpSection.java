package io.netauto.driver.vendor.ios;

import io.netauto.driver.getters.text.Line;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines below {@code router bgp}, by neighbour or peer group and by address family. */
final class IosBgpSection {
  private static final Pattern START = Pattern.compile("^router bgp (\\d{1,10})");
  private static final Pattern FAMILY = Pattern.compile("^\\s+address-family (\\S.*)$");
  private static final Pattern NEIGHBOR = Pattern.compile("^\\s+neighbor (\\S+) (.+)$");

  private record Statement(String family, String words) {}

  private final Map<String, List<Statement>> byName = new LinkedHashMap<>();
  private final Set<String> multipathFamilies = new LinkedHashSet<>();
  private long localAs;

  private IosBgpSection() {}

  static IosBgpSection read(List<Line> lines) {
    IosBgpSection section = new IosBgpSection();
    boolean inside = false;
    String family = "";
    for (Line line : lines) {
      Matcher start = START.matcher(line.text());
      if (start.find()) {
        inside = true;
        section.localAs = line.integer(start.group(1));
        continue;
      }
      inside &= line.text().startsWith(" ") || line.isBlank();
      if (!inside) {
        continue;
      }
      Matcher familyLine = FAMILY.matcher(line.text());
      if (familyLine.matches()) {
        family = familyLine.group(1).strip();
      } else if (line.text().strip().equals("exit-address-family")) {
        family = "";
      } else {
        section.add(line, family);
      }
    }
    return section;
  }

  private void add(Line line, String family) {
    Matcher neighbor = NEIGHBOR.matcher(line.text());
    if (neighbor.matches()) {
      byName
          .computeIfAbsent(neighbor.group(1), any -> new ArrayList<>())
          .add(new Statement(family, neighbor.group(2).strip()));
    } else if (line.text().contains(" maximum-paths") || line.text().contains(" multipath")) {
      multipathFamilies.add(family);
    }
  }

  /** Neighbours and peer groups, in the order of the configuration. */
  Set<String> names() {
    return byName.keySet();
  }

  long localAs() {
    return localAs;
  }

  boolean isInVrf(String name) {
    return statements(name).stream().anyMatch(s -> s.family().contains(" vrf "));
  }

  boolean isMultipath(String name) {
    return statements(name).stream().anyMatch(s -> multipathFamilies.contains(s.family()));
  }

  /** The first address family that has a line of this name, or an empty text. */
  String familyOf(String name) {
    return statements(name).stream()
        .map(Statement::family)
        .filter(family -> !family.isEmpty())
        .findFirst()
        .orElse("");
  }

  /** What the group of a pattern matches in the first line that the whole pattern matches. */
  String first(String name, String pattern) {
    Pattern compiled = Pattern.compile(pattern);
    for (Statement statement : statements(name)) {
      Matcher matcher = compiled.matcher(statement.words());
      if (matcher.matches()) {
        return matcher.group(1);
      }
    }
    return "";
  }

  boolean has(String name, String word) {
    return statements(name).stream().anyMatch(s -> s.words().startsWith(word));
  }

  long number(String name, String pattern, long otherwise) {
    String found = first(name, pattern);
    return found.isEmpty() || found.length() > 18 ? otherwise : Long.parseLong(found);
  }

  private List<Statement> statements(String name) {
    return byName.getOrDefault(name, List.of());
  }
}
