package io.netauto.driver.session;

/**
 * Tells the line that holds the device's echo of a command. What comes before it is noise: late
 * output, log messages, a prompt drawn again.
 *
 * <p>Line editors wrap, scroll and redraw what is typed, so the text is compared in three ways: as
 * a terminal shows it; without blanks and control characters (a wrapped line overwrites itself);
 * and, behind the very prompt, by its beginning (scrolled or masked).
 */
final class Echo {
  private final String command;
  private final String squeezed;
  private final String prompt;

  Echo(String command, String prompt) {
    this.command = command.strip();
    this.squeezed = squeeze(command);
    this.prompt = prompt;
  }

  boolean isIn(String line, String raw) {
    String text = line.stripTrailing();
    if (command.isEmpty()) {
      return text.equals(prompt.stripTrailing());
    }
    if (text.endsWith(command)) {
      String before = text.substring(0, text.length() - command.length());
      return command.length() >= 4 || before.isBlank() || endsLikePrompt(before);
    }
    if (squeezed.length() >= 4 && squeeze(flatten(raw)).endsWith(squeezed)) {
      return true;
    }
    return !prompt.isBlank() && text.startsWith(prompt) && begins(text.substring(prompt.length()));
  }

  private boolean endsLikePrompt(String before) {
    String bare = prompt.strip();
    return before.strip().endsWith(bare.isEmpty() ? "" : bare.substring(bare.length() - 1));
  }

  /** The line editor scrolled the line, or the device masks a part of it. */
  private boolean begins(String typed) {
    if (typed.startsWith("$") || typed.startsWith("<")) {
      return command.length() > 20;
    }
    int same = 0;
    while (same < Math.min(typed.length(), command.length())
        && typed.charAt(same) == command.charAt(same)) {
      same++;
    }
    return same >= 4 && same >= command.indexOf(' ') && typed.length() <= command.length() + 2;
  }

  /** The characters in the order sent, without escape sequences and control characters. */
  static String flatten(String raw) {
    StringBuilder flat = new StringBuilder(raw.length());
    int i = 0;
    while (i < raw.length()) {
      char c = raw.charAt(i++);
      if (c == 0x1b && i < raw.length() && raw.charAt(i) == '[') {
        i++;
        while (i < raw.length() && (raw.charAt(i) < '@' || raw.charAt(i) > '~')) {
          i++;
        }
        i++;
      } else if (c == '\b' && !flat.isEmpty()) {
        flat.setLength(flat.length() - 1);
      } else if (c >= ' ' && c != 0x7f) {
        flat.append(c);
      }
    }
    return flat.toString();
  }

  private static String squeeze(String text) {
    StringBuilder squeezed = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (!Character.isWhitespace(text.charAt(i))) {
        squeezed.append(text.charAt(i));
      }
    }
    return squeezed.toString();
  }
}
