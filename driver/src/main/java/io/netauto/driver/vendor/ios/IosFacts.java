package io.netauto.driver.vendor.ios;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.Facts;
import io.netauto.driver.getters.text.Durations;
import io.netauto.driver.getters.text.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code show version}, {@code show hosts} and {@code show ip interface brief}. */
final class IosFacts {
  private static final String UNKNOWN = "Unknown";
  private static final Pattern UPTIME = Pattern.compile("^(.*?) uptime is (.+)$");
  private static final Pattern SERIAL = Pattern.compile("Processor board ID (.+)$");
  private static final Pattern VERSION =
      Pattern.compile("Cisco IOS Software(?: \\[[^\\]]{0,80}+\\])?+, (.+)$");
  private static final Pattern OLD_VERSION = Pattern.compile("IOS \\(tm\\) (.+Software.*)$");
  private static final Pattern MODEL =
      Pattern.compile("cisco (\\S{1,100}+) .{1,300}bytes of", Pattern.CASE_INSENSITIVE);
  private static final Pattern DOMAIN = Pattern.compile("Default domain is (\\S++)\\s*+$");

  private IosFacts() {}

  static Facts read(Asked asked) {
    List<Line> version = IosOutput.lines(asked, "show version");
    String hostname = UNKNOWN;
    double uptime = -1;
    for (Line line : version) {
      Matcher matcher = UPTIME.matcher(line.text());
      if (matcher.find()) {
        hostname = matcher.group(1).strip();
        uptime = Durations.parseWords(matcher.group(2)).orElse(0);
        break;
      }
    }
    String os = first(VERSION, version);
    String domain = first(DOMAIN, IosOutput.linesIfKnown(asked, "show hosts").orElse(List.of()));
    boolean named = !domain.equals(UNKNOWN) && !hostname.equals(UNKNOWN);
    return new Facts(
        hostname,
        named ? hostname + "." + domain : UNKNOWN,
        "Cisco",
        first(MODEL, version),
        last(SERIAL, version),
        os.equals(UNKNOWN) ? first(OLD_VERSION, version) : os,
        uptime,
        interfaces(IosOutput.lines(asked, "show ip interface brief")));
  }

  private static String first(Pattern pattern, List<Line> lines) {
    for (Line line : lines) {
      Matcher matcher = pattern.matcher(line.text());
      if (matcher.find()) {
        return matcher.group(1).strip();
      }
    }
    return UNKNOWN;
  }

  private static String last(Pattern pattern, List<Line> lines) {
    return first(pattern, lines.reversed());
  }

  private static List<String> interfaces(List<Line> brief) {
    List<String> names = new ArrayList<>();
    for (Line line : brief) {
      if (line.text().contains("Any interface listed with")) {
        names.clear();
      } else if (!line.isBlank() && !line.text().contains("Interface ")) {
        names.add(line.words().getFirst());
      }
    }
    return names;
  }
}
