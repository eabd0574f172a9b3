package io.netauto.server.runs;

import io.netauto.driver.config.Redactor;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Commands as the audit trail tells them: the first of many, none too long, no secrets. */
final class ToldCommands {
  private static final int MOST = 50;
  private static final int LONGEST = 500;

  /** What follows one of these words is taken for a secret, be it a few words too many. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)((?:password|passwd|secret|community|passphrase|pre-shared-key|key-string|auth|priv"
              + "|md5|sha|key)s?(?:\\s+(?:\\d{1,2}|encrypted|plain-text|cleartext|ascii-text|hex"
              + "|hashed|sha512))*\\s+)(\\S+)");

  private ToldCommands() {}

  /**
   * @param mask knows the secrets of the platforms and of the template
   */
  static List<String> of(Redactor mask, List<String> commands) {
    List<String> told =
        new ArrayList<>(
            Masks.commands(mask, commands.stream().limit(MOST).toList()).stream()
                .map(ToldCommands::masked)
                .toList());
    if (commands.size() > MOST) {
      told.add("and %d more".formatted(commands.size() - MOST));
    }
    return told;
  }

  static String masked(String command) {
    String some =
        command.length() <= LONGEST ? command : command.substring(0, LONGEST - 1) + "\u2026";
    return SECRET.matcher(some.replace(Redactor.MASK, "***")).replaceAll("$1***");
  }
}
