package io.netauto.driver.vendor.eos;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.NtpStatistic;
import io.netauto.driver.getters.Snmp;
import io.netauto.driver.getters.User;
import io.netauto.driver.getters.Vlan;
import io.netauto.driver.vendor.NtpAssociations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** VLANs, local users, SNMP and NTP. */
final class EosServices {
  private static final Pattern COMMUNITY =
      Pattern.compile(
          "^snmp-server\\s++community\\s++(\\S++)(?:\\s++view\\s++\\S++)?(?:\\s++(ro|rw))?+"
              + "(?:\\s++ipv6\\s++\\S++)?(?:\\s++(\\S++))?+\\s*+$");

  private EosServices() {}

  static Map<String, Vlan> vlans(Asked asked) {
    String command = "show vlan";
    Map<String, Vlan> vlans = new LinkedHashMap<>();
    for (var vlan : EosJson.part(EosJson.of(asked, command), command, "vlans").properties()) {
      vlans.put(
          vlan.getKey(),
          new Vlan(
              vlan.getValue().path("name").asString(""),
              List.copyOf(vlan.getValue().path("interfaces").propertyNames())));
    }
    return vlans;
  }

  static Map<String, User> users(Asked asked) {
    Map<String, User> users = new LinkedHashMap<>();
    for (var user : EosJson.of(asked, "show users accounts").path("users").properties()) {
      JsonNode told = user.getValue();
      String key = told.path("sshAuthorizedKey").asString("");
      boolean known = key.startsWith("ssh-rsa") || key.startsWith("ssh-dss");
      users.put(
          user.getKey(),
          new User(
              told.path("privLevel").asInt(0),
              told.path("secret").asString(""),
              known ? List.of(key) : List.of()));
    }
    return users;
  }

  static Snmp snmp(Asked asked) {
    Map<String, Snmp.Community> communities = new LinkedHashMap<>();
    asked
        .text("show running-config | section snmp-server community")
        .lines()
        .map(COMMUNITY::matcher)
        .filter(Matcher::find)
        .forEach(
            line ->
                communities.put(
                    line.group(1),
                    new Snmp.Community(orEmpty(line.group(3)), orEmpty(line.group(2)))));
    return new Snmp(
        told(asked, "chassis", "chassisId"),
        communities,
        told(asked, "contact", "contact"),
        told(asked, "location", "location"));
  }

  private static String told(Asked asked, String word, String field) {
    String text = EosJson.of(asked, "show snmp v2-mib " + word).path(field).asString("");
    return text.replaceAll("^\"++|\"++$", "");
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  static List<NtpStatistic> ntp(Asked asked) {
    return NtpAssociations.read(asked.text("show ntp associations"));
  }
}
