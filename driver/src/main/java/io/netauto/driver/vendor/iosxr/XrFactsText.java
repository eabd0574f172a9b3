package io.netauto.driver.vendor.iosxr;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.Facts;
import io.netauto.driver.getters.text.Durations;
import io.netauto.driver.getters.text.Line;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code show version}, {@code show inventory} and the configured host name. */
final class XrFactsText {
  private static final String DEFAULT_HOSTNAME = "ios";
  private static final Pattern VERSION =
      Pattern.compile("^Cisco IOS XR Software, Version ([^\\s\\[,]++)");
  private static final Pattern UPTIME = Pattern.compile("^(\\S{1,128}+) uptime is (\\S.*)$");
  private static final Pattern PROCESSOR =
      Pattern.compile("^cisco (\\S.{0,80}?) \\(.{0,200}?\\) processor\\b");
  private static final Pattern HOSTNAME = Pattern.compile("^hostname (\\S++)");
  private static final Pattern CHASSIS =
      Pattern.compile("^\\s*+NAME: \"(?:Rack \\d{1,3}+|chassis\\b[^\"]*+)\"");
  private static final Pattern PART =
      Pattern.compile("^\\s*+PID: ([^\\s,]*+)\\s*+,.{0,80}?\\bSN: (\\S*+)");

  private record Chassis(String model, String serialNumber) {}

  private XrFactsText() {}

  static Facts read(Asked asked) {
    List<Line> version = XrText.lines(asked, "show version");
    String os =
        first(VERSION, version)
            .orElseThrow(
                () ->
                    asked
                        .printed("show version")
                        .unreadable("A line \"Cisco IOS XR Software, Version\" was expected."));
    double uptime = -1;
    String named = "";
    for (Line line : version) {
      Matcher matcher = UPTIME.matcher(line.text());
      if (matcher.find()) {
        named = matcher.group(1).equals("System") ? "" : matcher.group(1);
        OptionalLong seconds = Durations.parseWords(matcher.group(2));
        uptime = seconds.isPresent() ? seconds.getAsLong() : -1;
        break;
      }
    }
    String hostname = hostname(asked, named);
    Chassis chassis =
        chassis(asked, "show inventory")
            .or(() -> chassis(asked, "admin show inventory"))
            .orElseGet(() -> new Chassis(first(PROCESSOR, version).orElse(""), ""));
    return new Facts(
        hostname,
        hostname,
        "Cisco",
        chassis.model(),
        chassis.serialNumber(),
        os,
        uptime,
        XrInterfaceText.states(asked).keySet().stream().sorted().toList());
  }

  /** A device without a configured name is called {@code ios}. */
  private static String hostname(Asked asked, String named) {
    return XrText.linesIfKnown(asked, "show running-config hostname")
        .map(lines -> first(HOSTNAME, lines).orElse(named.isEmpty() ? DEFAULT_HOSTNAME : named))
        .orElse(named);
  }

  private static Optional<Chassis> chassis(Asked asked, String command) {
    boolean isChassis = false;
    for (Line line : XrText.linesIfKnown(asked, command).orElse(List.of())) {
      Matcher part = PART.matcher(line.text());
      if (line.text().contains("NAME:")) {
        isChassis = CHASSIS.matcher(line.text()).find();
      } else if (isChassis && part.find()) {
        return Optional.of(new Chassis(part.group(1), part.group(2)));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> first(Pattern pattern, List<Line> lines) {
    return lines.stream()
        .map(line -> pattern.matcher(line.text()))
        .filter(Matcher::find)
        .map(matcher -> matcher.group(1))
        .findFirst();
  }
}
