package io.netauto.driver.vendor.junos;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.Commands;
import io.netauto.driver.getters.Config;
import io.netauto.driver.vendor.xml.XmlDocument;
import java.util.regex.Pattern;

/**
 * The committed configuration, which runs and starts. The candidate is told over NETCONF only: no
 * operational command shows it, and a getter does not enter the configuration mode.
 */
final class JunosConfig {
  private static final Pattern COMMUNITY =
      Pattern.compile("(?m)^([^\\S\\n]++community[^\\S\\n]++)\\w++([^\\S\\n]++\\{.*+)$");
  private static final Pattern HASH =
      Pattern.compile("(?m)^(.{0,1000}?)\"\\$\\d\\$[^\\s\"]++\"(;.*+)$");

  private JunosConfig() {}

  static Config read(Asked asked) {
    String wanted = asked.arguments().text("retrieve", "all");
    boolean all = wanted.equals("all");
    boolean sanitized = asked.arguments().flag("sanitized");
    String running = all || wanted.equals("running") ? running(asked) : "";
    String candidate = all || wanted.equals("candidate") ? candidate(asked) : "";
    return new Config(
        sanitized ? removed(running) : running, "", sanitized ? removed(candidate) : candidate);
  }

  private static String running(Asked asked) {
    return asked.language() == Commands.Language.NETCONF
        ? netconf(asked, "committed")
        : asked.text("show configuration | no-more");
  }

  private static String candidate(Asked asked) {
    return asked.language() == Commands.Language.NETCONF ? netconf(asked, "candidate") : "";
  }

  private static String netconf(Asked asked, String database) {
    String request = "<get-configuration database=\"" + database + "\" format=\"text\"/>";
    return XmlDocument.read(request, asked.text(request)).element().getTextContent();
  }

  private static String removed(String config) {
    String clean = COMMUNITY.matcher(config).replaceAll("$1<removed>$2");
    return HASH.matcher(clean).replaceAll("$1<removed>$2");
  }
}
