package io.netauto.driver.vendor.ios;

import io.netauto.driver.getters.text.Line;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code show ip bgp ... neigh} tells of one neighbour, field by field: of the session, and of
 * the first address family.
 */
final class IosBgpSession {
  private record Field(Pattern pattern, List<String> names) {
    Field(String pattern, String... names) {
      this(Pattern.compile(pattern), List.of(names));
    }
  }

  private static final Pattern FAMILY = Pattern.compile("^\\s*For address family: ");
  private static final Pattern END_OF_FAMILIES = Pattern.compile("^\\w");

  private static final List<Field> OF_SESSION =
      List.of(
          new Field("^BGP neighbor is [^,]{1,45}+,\\s+vrf (\\S+),", "vrf"),
          new Field("^\\s+BGP version \\d+, remote router ID (\\S+)", "router id"),
          new Field("^\\s+BGP state = (\\w+)", "state"),
          new Field(
              "hold time is (\\d+), keepalive interval is (\\d+) seconds",
              "hold time",
              "keepalive"),
          new Field("^\\s+Four-octets ASN Capability:\\s+(\\S.*?)\\s*$", "four bytes"),
          new Field("^\\s+Updates:\\s+(\\d+)\\s+(\\d+)", "updates out", "updates in"),
          new Field("^\\s+Total:\\s+(\\d+)\\s+(\\d+)", "messages out", "messages in"),
          new Field(
              "^Local host: ([^,]{1,45}+), Local port: (\\d+)", "local address", "local port"),
          new Field("^Foreign host: [^,]{1,45}+, Foreign port: (\\d+)", "remote port"));

  private static final List<Field> OF_FAMILY =
      List.of(
          new Field("^\\s+Route map for incoming advertisements is (\\S+)", "policy in"),
          new Field("^\\s+Route map for outgoing advertisements is (\\S+)", "policy out"),
          new Field("^\\s+Prefixes Current:\\s+(\\d+)\\s+(\\d+)", "prefixes out", "prefixes in"),
          new Field("^\\s+Used as bestpath:\\s+\\S+\\s+(\\d+)", "best paths"),
          new Field("^\\s+Used as multipath:\\s+\\S+\\s+(\\d+)", "multipaths"),
          new Field("^\\s+Total:\\s+(\\d+)\\s+(\\d+)", "rejected out", "rejected in"),
          new Field("^\\s+Connections established\\s+\\d+;\\s+dropped\\s+(\\d+)", "drops"),
          new Field("^\\s+Last reset (\\S.*?)\\s*$", "last reset"),
          new Field(
              "^\\s+Interface associated: \\S+ \\((peering address in same link)\\)", "same link"));

  private final Map<String, String> values = new HashMap<>();
  private final Map<String, Line> lines = new HashMap<>();

  private IosBgpSession() {}

  static IosBgpSession read(List<Line> lines) {
    IosBgpSession session = new IosBgpSession();
    int families = 0;
    boolean inFamily = false;
    for (Line line : lines) {
      if (FAMILY.matcher(line.text()).find()) {
        families++;
        inFamily = true;
      } else if (inFamily && END_OF_FAMILIES.matcher(line.text()).find()) {
        inFamily = false;
      }
      if (!inFamily) {
        session.add(line, OF_SESSION);
      } else if (families == 1) {
        session.add(line, OF_FAMILY);
      }
    }
    return session;
  }

  private void add(Line line, List<Field> fields) {
    for (Field field : fields) {
      Matcher matcher = field.pattern().matcher(line.text());
      if (matcher.find()) {
        for (int i = 0; i < field.names().size(); i++) {
          values.put(field.names().get(i), matcher.group(i + 1));
          lines.put(field.names().get(i), line);
        }
        return;
      }
    }
  }

  /** A field, or an empty text when the device does not print it. */
  String text(String name) {
    return values.getOrDefault(name, "");
  }

  /** A field as a whole number, or 0 when the device does not print it. */
  long number(String name) {
    Line line = lines.get(name);
    return line == null ? 0 : line.integer(text(name));
  }
}
