package io.netauto.server.runs;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which values of a template are secrets: those whose name says so, such as {@code password},
 * {@code enable_secret} or {@code snmpCommunity}.
 */
final class SecretVariables {
  /** A value that is shorter stands for itself in too many words. */
  private static final int SHORTEST = 4;

  private static final Pattern NAME =
      Pattern.compile(
          "(?i).*(?:password|passwd|passphrase|passcode|secret|community|communities|token"
              + "|credentials?|psk|apikey|authkey|privkey|sharedkey|privatekey).*"
              + "|(?:.*[_-])?(?:pass|pw|pwd|keys?|auth|priv|pin|otp)(?:[_-]?\\d+)?"
              + "|(?:.*[_-])?keys?[_-](?:text|string|value|hex|ascii|md5|sha\\d*)");

  /** A name that ends so tells of a secret, and is not one. */
  private static final Pattern ABOUT =
      Pattern.compile("(?i).*[_-](?:id|name|type|length|level|number|chain|file|mode|algorithm)");

  private SecretVariables() {}

  /** Whether the name of a variable says that its value is a secret. */
  static boolean isSecret(String name) {
    String words = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_");
    return NAME.matcher(words).matches() && !ABOUT.matcher(words).matches();
  }

  /** What finds the secret values in a text, as they are. */
  static List<Pattern> patterns(Map<String, String> variables) {
    return variables.entrySet().stream()
        .filter(each -> isSecret(each.getKey()))
        .map(Map.Entry::getValue)
        .map(String::strip)
        .filter(value -> value.length() >= SHORTEST)
        .distinct()
        .map(value -> Pattern.compile("(?<secret>" + Pattern.quote(value) + ")"))
        .toList();
  }
}
