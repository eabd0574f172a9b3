package io.netauto.driver.vendor;

import java.util.List;
import java.util.regex.Pattern;

/** Takes the secrets out of a configuration in the syntax of Cisco IOS and its relatives. */
public final class CiscoSecrets {
  private record Rule(Pattern pattern, String replacement) {
    static Rule of(String pattern, String replacement) {
      return new Rule(Pattern.compile(pattern, Pattern.MULTILINE), replacement);
    }
  }

  // What is removed and how follows NAPALM (Apache-2.0), so that both give the same text.
  private static final List<Rule> RULES =
      List.of(
          Rule.of("^(snmp-server community).*+$", "$1 <removed>"),
          Rule.of(
              "^(snmp-server host \\S++(?: vrf \\S++)?(?: version (?:1|2c|3))?)"
                  + "[^\\S\\n]++\\S++((?:[^\\S\\n]++\\S*+)*+)[^\\S\\n]*+$",
              "$1 <removed> $2"),
          Rule.of(
              "^(snmp-server user \\S++(?: \\S++)? auth md5) \\S++ (priv) \\S++"
                  + " (localizedkey(?: engineID \\S++)?)[^\\S\\n]*+$",
              "$1 <removed> $2 <removed> $3"),
          Rule.of("^(username .{1,200} (?:password|secret) \\d) .++$", "$1 <removed>"),
          Rule.of("^(enable (?:password|secret)(?: level \\d++)? \\d) .++$", "$1 <removed>"),
          Rule.of("^([^\\S\\n]++(?:password|secret)) (?:\\d )?\\S++$", "$1 <removed>"),
          Rule.of("^(.{0,400}wpa-psk ascii \\d) (\\S++)$", "$1 <removed>"),
          Rule.of("^(.{0,400}key 7) (\\d.++)$", "$1 <removed>"),
          Rule.of("^(tacacs-server (?:.{1,200} )?key) .++$", "$1 <removed>"),
          Rule.of("^(crypto isakmp key) (\\S++) (.*+)$", "$1 <removed> $3"),
          Rule.of("^([^\\S\\n]++ip ospf message-digest-key \\d++ md5) .++$", "$1 <removed>"),
          Rule.of("^([^\\S\\n]++ip ospf authentication-key) .++$", "$1 <removed>"),
          Rule.of("^([^\\S\\n]++neighbor \\S++ password) .++$", "$1 <removed>"),
          Rule.of("^([^\\S\\n]++vrrp \\d++ authentication text) .++$", "$1 <removed>"),
          Rule.of("^([^\\S\\n]++standby \\d++ authentication) .{1,8}$", "$1 <removed>"),
          Rule.of(
              "^([^\\S\\n]++standby \\d++ authentication md5 key-string) .{1,200}?"
                  + "( timeout \\d++)?$",
              "$1 <removed> $2"),
          Rule.of("^([^\\S\\n]++key-string) .++$", "$1 <removed>"),
          Rule.of(
              "^((?:tacacs|radius) server [^\\n]++\\n(?:[^\\S\\n]++(?!key )[^\\n]++\\n){0,50}"
                  + "[^\\S\\n]++key) [^\\n]++$",
              "$1 <removed>"),
          Rule.of("^([^\\S\\n]++ppp (?:chap|pap) password \\d) .++$", "$1 <removed>"));

  private CiscoSecrets() {}

  /** The configuration with {@code <removed>} in place of each secret. */
  public static String removed(String config) {
    String clean = config;
    for (Rule rule : RULES) {
      clean = rule.pattern().matcher(clean).replaceAll(rule.replacement());
    }
    return clean;
  }
}
