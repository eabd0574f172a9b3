package io.netauto.driver.vendor.cisco;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Configurations as text: without the lines that change by themselves, and without secrets. */
public final class ConfigText {
  private static final String REMOVED = "<removed>";

  private record Rule(Pattern secret, String replacement) {
    Rule(String secret, String replacement) {
      this(Pattern.compile(secret), replacement);
    }
  }

  /** Each is tried on each line, in this order. */
  private static final List<Rule> RULES =
      List.of(
          new Rule("^(snmp-server community).*$", "$1 <removed>"),
          new Rule(
              "^(snmp-server host \\S++(?: vrf \\S++)?(?: version (?:1|2c|3))?)\\s++\\S++(.*)$",
              "$1 <removed> $2"),
          new Rule(
              "^(snmp-server user \\S++(?: (?!auth )\\S++)? auth md5) \\S++ (priv) \\S++"
                  + " (localizedkey( engineID \\S++)?+)\\s*+$",
              "$1 <removed> $2 <removed> $3$4"),
          new Rule("^(username .+ (?:password|secret) \\d) .+$", "$1 <removed>"),
          new Rule("^(enable (?:password|secret)(?: level \\d+)? \\d) .+$", "$1 <removed>"),
          new Rule("^(\\s++(?:password|secret)) (?:\\d )?+\\S++$", "$1 <removed>"),
          new Rule("^(.*wpa-psk ascii \\d) \\S++$", "$1 <removed>"),
          new Rule("^(.*key 7) \\d.+$", "$1 <removed>"),
          new Rule("^(tacacs-server (?:.+ )?key) .+$", "$1 <removed>"),
          new Rule("^(crypto isakmp key) \\S++ (.*)$", "$1 <removed> $2"),
          new Rule("^(\\s++ip ospf message-digest-key \\d++ md5) .+$", "$1 <removed>"),
          new Rule("^(\\s++ip ospf authentication-key) .+$", "$1 <removed>"),
          new Rule("^(\\s++neighbor \\S++ password) .+$", "$1 <removed>"),
          new Rule("^(\\s++vrrp \\d++ authentication text) .+$", "$1 <removed>"),
          new Rule("^(\\s++standby \\d++ authentication) .{1,8}$", "$1 <removed>"),
          new Rule(
              "^(\\s++standby \\d++ authentication md5 key-string) .+?( timeout \\d++)?$",
              "$1 <removed> $2"),
          new Rule("^(\\s++key-string) .+$", "$1 <removed>"),
          new Rule("^(\\s++ppp (?:chap|pap) password \\d) .+$", "$1 <removed>"));

  private static final Pattern SERVER_BLOCK = Pattern.compile("^(?:tacacs|radius) server .+$");
  private static final Pattern SERVER_KEY = Pattern.compile("^(\\s++key) .+$");

  private ConfigText() {}

  /** The text without what the patterns match, and without blank space around it. */
  public static String without(List<Pattern> noise, String text) {
    StringBuilder kept = new StringBuilder(text.length());
    text.lines()
        .forEach(
            line -> {
              String bare = line;
              for (Pattern pattern : noise) {
                bare = pattern.matcher(bare).replaceAll("");
              }
              kept.append(bare).append('\n');
            });
    return kept.toString().strip();
  }

  /** The text with {@code <removed>} in the place of passwords, keys and communities. */
  public static String sanitized(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    boolean inServer = false;
    for (String line : text.lines().toList()) {
      inServer = SERVER_BLOCK.matcher(line).matches() || (inServer && line.startsWith(" "));
      clean.append(inServer ? withoutKey(line) : withoutSecrets(line)).append('\n');
    }
    if (!clean.isEmpty() && !text.endsWith("\n")) {
      clean.setLength(clean.length() - 1);
    }
    return clean.toString();
  }

  private static String withoutKey(String line) {
    Matcher key = SERVER_KEY.matcher(line);
    return key.matches() ? key.group(1) + " " + REMOVED : withoutSecrets(line);
  }

  private static String withoutSecrets(String line) {
    String clean = line;
    for (Rule rule : RULES) {
      Matcher matcher = rule.secret().matcher(clean);
      if (matcher.find()) {
        clean = matcher.replaceFirst(rule.replacement());
      }
    }
    return clean;
  }
}
