package io.netauto.driver.vendor.nxos;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.Snmp;
import io.netauto.driver.getters.Snmp.Community;
import io.netauto.driver.getters.User;
import io.netauto.driver.getters.text.Line;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads SNMP communities and local accounts from {@code show running-config}. */
final class NxosAccounts {
  private static final String COMMAND = "show running-config";
  private static final Pattern CONTACT = Pattern.compile("^snmp-server contact (.+)$");
  private static final Pattern LOCATION = Pattern.compile("^snmp-server location (.+)$");
  private static final Pattern COMMUNITY =
      Pattern.compile(
          "^snmp-server community (\\S+)(?: group (\\S+)| (ro|rw)| use-(?:ipv4)?acl (\\S+))?");
  private static final Pattern USER = Pattern.compile("^username (\\S+) (.+)$");
  private static final Pattern PASSWORD = Pattern.compile("\\bpassword \\d (\\S+)");
  private static final Pattern ROLE = Pattern.compile("\\brole (\\S+)");
  private static final Pattern KEY = Pattern.compile("^sshkey (\\S+) (\\S+)");
  private static final Set<String> KEY_TYPES = Set.of("ssh-rsa", "ssh-dsa");
  private static final Map<String, Integer> LEVELS =
      Map.of("network-admin", 15, "network-operator", 5);
  private static final Pattern PRIVILEGE = Pattern.compile("priv-(\\d{1,2})");

  private NxosAccounts() {}

  static Snmp readSnmp(Asked asked) {
    String contact = "";
    String location = "";
    Map<String, Community> communities = new LinkedHashMap<>();
    for (Line line : asked.printed(COMMAND).lines()) {
      Matcher match = CONTACT.matcher(line.text());
      if (match.find()) {
        contact = match.group(1);
      } else if (match.reset().usePattern(LOCATION).find()) {
        location = match.group(1);
      } else if (match.reset().usePattern(COMMUNITY).find()) {
        String mode = match.group(2) == null ? match.group(3) : match.group(2);
        Community found =
            new Community(
                match.group(4) == null ? "" : match.group(4),
                mode == null ? "" : mode.toLowerCase(Locale.ROOT));
        communities.merge(match.group(1), found, NxosAccounts::joined);
      }
    }
    return new Snmp("", communities, contact, location);
  }

  /** A community whose group and access list stand on two lines. */
  private static Community joined(Community first, Community second) {
    return new Community(
        second.acl().isEmpty() ? first.acl() : second.acl(),
        second.mode().isEmpty() ? first.mode() : second.mode());
  }

  static Map<String, User> readUsers(Asked asked) {
    Map<String, User> users = new LinkedHashMap<>();
    for (Line line : asked.printed(COMMAND).lines()) {
      Matcher match = USER.matcher(line.text());
      if (match.find()) {
        String rest = match.group(2);
        User known = users.getOrDefault(match.group(1), new User(0, "", List.of()));
        users.put(match.group(1), withLine(known, rest));
      }
    }
    return users;
  }

  /** Of several roles the highest counts. */
  private static User withLine(User user, String rest) {
    Matcher password = PASSWORD.matcher(rest);
    Matcher role = ROLE.matcher(rest);
    Matcher key = KEY.matcher(rest);
    List<String> keys = new ArrayList<>(user.sshkeys());
    if (key.find() && KEY_TYPES.contains(key.group(1))) {
      keys.add(key.group(2));
    }
    return new User(
        Math.max(user.level(), role.find() ? level(role.group(1)) : 0),
        password.find() ? password.group(1) : user.password(),
        keys);
  }

  private static int level(String role) {
    Matcher privilege = PRIVILEGE.matcher(role);
    return privilege.matches()
        ? Integer.parseInt(privilege.group(1))
        : LEVELS.getOrDefault(role, 0);
  }
}
