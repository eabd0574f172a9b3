package io.netauto.driver.vendor.ios;

import io.netauto.driver.getters.text.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The neighbours of {@code show bgp ... neighbors}, once for each of their address families. */
final class IosBgpSessions {
  private static final Pattern NEIGHBOR =
      Pattern.compile("^BGP neighbor is ([0-9a-fA-F.:]{2,45}),(?:\\s+vrf (\\S+),)?\\s+remote AS");
  private static final Pattern DESCRIPTION = Pattern.compile("^\\s+Description: (.+)$");
  private static final Pattern REMOTE_ID =
      Pattern.compile("^\\s+BGP version \\d+, remote router ID (\\S+)");
  private static final Pattern STATE = Pattern.compile("^\\s+BGP state = (\\w+)");
  private static final Pattern FAMILY = Pattern.compile("^\\s+For address family: (\\S.*)$");
  private static final Pattern PREFIXES =
      Pattern.compile("^\\s+Prefixes Current:\\s+(\\d{1,15})\\s+(\\d{1,15})");
  private static final Pattern END = Pattern.compile("^\\s+Local Policy Denied Prefixes:");

  /**
   * A session in an address family.
   *
   * @param vrf {@code global} for the default one
   * @param family in lower case
   * @param sent -1 when unknown
   * @param accepted -1 when unknown
   */
  record Session(
      String vrf,
      String address,
      String remoteId,
      String description,
      boolean isUp,
      String family,
      long sent,
      long accepted) {}

  private String vrf = "";
  private String address = "";
  private String remoteId = "";
  private String description = "";
  private boolean isUp;
  private String family = "";
  private long sent = -1;
  private long accepted = -1;

  private IosBgpSessions() {}

  static List<Session> read(List<Line> lines) {
    IosBgpSessions sessions = new IosBgpSessions();
    List<Session> all = new ArrayList<>();
    for (Line line : lines) {
      sessions.add(line, all);
    }
    return all;
  }

  private void add(Line line, List<Session> all) {
    String text = line.text();
    Matcher match = NEIGHBOR.matcher(text);
    if (match.find()) {
      address = line.ip(match.group(1));
      vrf = match.group(2) == null ? "global" : match.group(2);
      description = "";
      remoteId = "0.0.0.0";
      isUp = false;
    } else if (match.reset().usePattern(DESCRIPTION).find()) {
      description = match.group(1);
    } else if (match.reset().usePattern(REMOTE_ID).find()) {
      remoteId = line.ip(match.group(1));
    } else if (match.reset().usePattern(STATE).find()) {
      isUp = match.group(1).equals("Established");
    } else if (match.reset().usePattern(FAMILY).find()) {
      family = match.group(1).strip().toLowerCase(Locale.ROOT);
      sent = -1;
      accepted = -1;
    } else if (match.reset().usePattern(PREFIXES).find()) {
      sent = line.integer(match.group(1));
      accepted = line.integer(match.group(2));
    } else if (match.reset().usePattern(END).find()) {
      all.add(new Session(vrf, address, remoteId, description, isUp, family, sent, accepted));
    }
  }
}
