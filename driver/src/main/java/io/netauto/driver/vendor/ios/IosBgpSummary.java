package io.netauto.driver.vendor.ios;

import io.netauto.driver.getters.text.Durations;
import io.netauto.driver.getters.text.IpAddress;
import io.netauto.driver.getters.text.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tables of {@code show bgp all summary}, in which a long address has a line of its own. */
final class IosBgpSummary {
  private static final Pattern FAMILY = Pattern.compile("^For address family: (\\S.*)$");
  private static final Pattern ROUTER =
      Pattern.compile("router identifier (\\S+), local AS number ([\\d.]+)");
  private static final Pattern ADDRESS = Pattern.compile("^\\*?([0-9a-fA-F.:]{2,45})(?:\\s|$)");

  /** Version, AS, three to five counters, uptime, and state or number of prefixes. */
  private static final Pattern COLUMNS =
      Pattern.compile(
          "\\s\\d\\s++([\\d.]++)(?:\\s++\\d++){4}\\s++(\\d++)\\s++(never|\\d\\S*+)\\s++(\\S.*?)\\s*+$");

  private static final Pattern NUMBER = Pattern.compile("\\d{1,15}");

  /**
   * A neighbour in an address family.
   *
   * @param family in lower case
   * @param printed the address as the device prints it
   * @param uptime seconds, -1 when it was never up
   * @param prefixes -1 when it is not up
   */
  record Row(
      String family,
      String routerId,
      long localAs,
      String address,
      String printed,
      long remoteAs,
      long outQueue,
      long uptime,
      long prefixes,
      boolean shutDown) {}

  private String family = "";
  private String routerId = "";
  private long localAs;
  private String address = "";
  private String printed = "";

  private IosBgpSummary() {}

  static List<Row> rows(List<Line> lines) {
    IosBgpSummary summary = new IosBgpSummary();
    List<Row> rows = new ArrayList<>();
    for (Line line : lines) {
      summary.add(line, rows);
    }
    return rows;
  }

  private void add(Line line, List<Row> rows) {
    Matcher familyLine = FAMILY.matcher(line.text());
    Matcher router = ROUTER.matcher(line.text());
    Matcher addressed = ADDRESS.matcher(line.text());
    Matcher columns = COLUMNS.matcher(line.text());
    if (familyLine.matches()) {
      family = familyLine.group(1).strip().toLowerCase(Locale.ROOT);
      return;
    }
    if (router.find()) {
      routerId = line.ip(router.group(1));
      localAs = line.asNumber(router.group(2));
      return;
    }
    if (addressed.find()) {
      printed = addressed.group(1);
      address = IpAddress.parse(printed).orElse("");
    }
    if (!address.isEmpty() && columns.find()) {
      rows.add(row(line, columns));
      address = "";
    }
  }

  private Row row(Line line, Matcher columns) {
    String uptime = columns.group(3);
    String state = columns.group(4);
    return new Row(
        family,
        routerId,
        localAs,
        address,
        printed,
        line.asNumber(columns.group(1)),
        line.integer(columns.group(2)),
        uptime.equals("never") ? -1 : seconds(line, uptime),
        NUMBER.matcher(state).matches() ? line.integer(state) : -1,
        state.contains("(Admin)"));
  }

  private static long seconds(Line line, String uptime) {
    return Durations.parseShort(uptime)
        .orElseThrow(() -> line.unreadable("A duration was expected: \"" + uptime + "\"."));
  }
}
