package io.netauto.server.runs;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells commands that set something for the rest of their session, at the same prompt. Whoever used
 * such a session next would see the output otherwise than in a new one.
 */
final class CommandTraces {
  private static final Pattern SETS =
      Pattern.compile(
          "(no |default |undo )?(term|set |unset |cli |screen|environment|export |alias|unalias|cd"
              + " |cd$|stty|umask|source |\\. |debug|undebug|monitor).*",
          Pattern.CASE_INSENSITIVE);

  private CommandTraces() {}

  /** Whether all of them leave their session as it was, as far as can be told. */
  static boolean none(List<String> commands) {
    return commands.stream().map(String::strip).noneMatch(c -> SETS.matcher(c).matches());
  }
}
