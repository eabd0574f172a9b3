package io.netauto.driver.vendor.junos;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.Facts;
import io.netauto.driver.vendor.Numbers;
import io.netauto.driver.vendor.xml.Xml;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who the device is; of a virtual chassis or cluster the first member speaks. */
final class JunosFacts {
  private static final Pattern RELEASE = Pattern.compile("\\[([^\\]]{1,100})\\]");

  private JunosFacts() {}

  static Facts read(Asked asked) {
    Xml version = JunosRpc.VERSION.of(asked);
    String host = firstText(version, "host-name");
    String domain = JunosRpc.SYSTEM.ifKnown(asked, "").map(JunosFacts::domain).orElse("");
    List<String> interfaces =
        JunosRpc.INTERFACES.of(asked).within("physical-interface").stream()
            .map(told -> told.text("name"))
            .toList();
    return new Facts(
        host,
        domain.isEmpty() ? host : host + "." + domain,
        "Juniper",
        firstText(version, "product-model").toUpperCase(Locale.ROOT),
        serialNumber(JunosRpc.HARDWARE.of(asked)),
        release(version),
        uptime(JunosRpc.UPTIME.of(asked)),
        interfaces);
  }

  private static String domain(Xml configuration) {
    return configuration.first("system").map(system -> system.text("domain-name")).orElse("");
  }

  private static String firstText(Xml answer, String name) {
    return answer.first(name).map(Xml::text).orElse("");
  }

  /** Before Junos 15 the release stands in the comment of a package only. */
  private static String release(Xml version) {
    return version
        .first("junos-version")
        .map(Xml::text)
        .orElseGet(
            () ->
                version.within("package-information").stream()
                    .map(told -> RELEASE.matcher(told.text("comment")))
                    .filter(Matcher::find)
                    .map(matcher -> matcher.group(1))
                    .findFirst()
                    .orElse(""));
  }

  private static String serialNumber(Xml hardware) {
    return hardware.first("chassis").map(chassis -> chassis.text("serial-number")).orElse("");
  }

  private static double uptime(Xml answer) {
    return answer
        .first("up-time")
        .or(() -> answer.first("time-length"))
        .flatMap(time -> time.attribute("seconds"))
        .map(seconds -> Numbers.decimal(seconds, -1))
        .orElse(-1.0);
  }
}
