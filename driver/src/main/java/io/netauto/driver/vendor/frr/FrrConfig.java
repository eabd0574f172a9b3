package io.netauto.driver.vendor.frr;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.Config;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads {@code show running-config} and {@code show startup-config}, which prints nothing where one
 * file holds the configuration of all daemons.
 */
final class FrrConfig {
  private static final Pattern NOISE =
      Pattern.compile("^(?:Building configuration\\.\\.\\.|Current configuration:)\\s*+$");
  private static final List<Pattern> SECRETS =
      List.of(
          Pattern.compile("^(\\s*+(?:enable )?+password(?: 8)?+) \\S.*$"),
          Pattern.compile("^(\\s++neighbor \\S++ password) .+$"),
          Pattern.compile("^(\\s++ip ospf (?:\\S++ )?+authentication-key) .+$"),
          Pattern.compile("^(\\s++ip(?:v6)? ospf6? message-digest-key \\d++ md5) .+$"),
          Pattern.compile("^(\\s++(?:area|domain|isis)(?:-| )password (?:clear|md5)) .+$"),
          Pattern.compile("^(\\s++ip rip authentication string) .+$"),
          Pattern.compile("^(\\s++key-string) .+$"));

  private FrrConfig() {}

  static Config read(Asked asked) {
    String retrieve = asked.arguments().text("retrieve", "all");
    boolean all = retrieve.equals("all");
    return new Config(
        all || retrieve.equals("running") ? read(asked, "show running-config") : "",
        all || retrieve.equals("startup") ? read(asked, "show startup-config") : "",
        "");
  }

  private static String read(Asked asked, String command) {
    boolean sanitized = asked.arguments().flag("sanitized");
    StringBuilder kept = new StringBuilder();
    for (String line : asked.text(command).lines().toList()) {
      if (!NOISE.matcher(line).matches()) {
        kept.append(sanitized ? withoutSecret(line) : line).append('\n');
      }
    }
    return kept.toString().strip();
  }

  private static String withoutSecret(String line) {
    for (Pattern secret : SECRETS) {
      if (secret.matcher(line).matches()) {
        return secret.matcher(line).replaceFirst("$1 <removed>");
      }
    }
    return line;
  }
}
