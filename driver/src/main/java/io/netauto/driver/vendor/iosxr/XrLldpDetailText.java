package io.netauto.driver.vendor.iosxr;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.LldpNeighborDetail;
import io.netauto.driver.getters.text.Line;
import io.netauto.driver.vendor.Collect;
import io.netauto.driver.vendor.Normal;
import io.netauto.driver.vendor.cisco.LldpCapabilities;
import io.netauto.driver.vendor.cisco.LldpEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code show lldp neighbors detail}. */
final class XrLldpDetailText {
  private static final String LOCAL = "Local Interface";
  private static final String DESCRIPTION = "System Description";
  private static final Pattern FIELD =
      Pattern.compile(
          "^\\s*+(Local Interface|Parent Interface|Chassis id|Port id|Port Description|System Name"
              + "|System Description|System Capabilities|Enabled Capabilities)(?::| -)(.*)$");
  private static final Pattern BEHIND_DESCRIPTION =
      Pattern.compile("^\\s*+(?:Time remaining|Hold Time|Local Interface): ");

  private final Map<String, List<LldpNeighborDetail>> neighbors = new LinkedHashMap<>();
  private @Nullable LldpEntry entry;
  private @Nullable StringBuilder description;

  private XrLldpDetailText() {}

  static Map<String, List<LldpNeighborDetail>> read(Asked asked) {
    XrLldpDetailText reader = new XrLldpDetailText();
    XrText.lines(asked, "show lldp neighbors detail").forEach(reader::take);
    reader.endEntry();
    return reader.neighbors;
  }

  private void take(Line line) {
    if (description != null && !BEHIND_DESCRIPTION.matcher(line.text()).find()) {
      description.append(line.text().strip()).append('\n');
      return;
    }
    endDescription();
    Matcher field = FIELD.matcher(line.text());
    if (!field.matches()) {
      return;
    }
    String name = field.group(1);
    String value = field.group(2).strip();
    if (name.equals(LOCAL)) {
      endEntry();
      entry = new LldpEntry();
    }
    if (entry == null) {
      throw line.unreadable("A line \"Local Interface\" was expected above what a neighbor tells.");
    }
    entry.put(name, value);
    if (name.equals(DESCRIPTION) && !value.contains("not advertised")) {
      description = new StringBuilder(value).append('\n');
    }
  }

  private void endDescription() {
    if (description != null && entry != null) {
      entry.put(DESCRIPTION, description.toString());
    }
    description = null;
  }

  private void endEntry() {
    endDescription();
    if (entry != null) {
      Collect.add(
          neighbors,
          entry.get(LOCAL),
          new LldpNeighborDetail(
              entry.get("Parent Interface"),
              entry.get("Port id"),
              entry.get("Port Description"),
              Normal.mac(entry.get("Chassis id")),
              entry.get("System Name"),
              entry.get(DESCRIPTION),
              capabilities(entry.get("System Capabilities")),
              capabilities(entry.get("Enabled Capabilities"))));
    }
    entry = null;
  }

  private static List<String> capabilities(String told) {
    return told.equals("N/A") ? List.of() : LldpCapabilities.names(told);
  }
}
