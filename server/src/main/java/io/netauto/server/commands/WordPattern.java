package io.netauto.server.commands;

import java.util.regex.Pattern;

/**
 * The beginning of a command in words that may be cut short, as NetAuto's own lists write it.
 *
 * <p>{@code wr[ite] er[ase]} is both words, each to be cut anywhere within its brackets; {@code
 * a|b} is one word or the other; {@code *} is any one word; {@code ...} is any number of words; a
 * last {@code $} means that nothing follows.
 */
record WordPattern(String text, Pattern regex) {

  static WordPattern of(String text) {
    StringBuilder regex = new StringBuilder();
    boolean end = text.endsWith(" $");
    String words = end ? text.substring(0, text.length() - 2) : text;
    String space = "";
    for (String word : words.split(" ", -1)) {
      if (word.equals("...")) {
        regex.append("(?: \\S+)*");
      } else {
        regex.append(space).append(word.equals("*") ? "\\S+" : alternatives(word));
      }
      space = " ";
    }
    regex.append(end ? "$" : "(?= |$)");
    return new WordPattern(text, Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE));
  }

  private static String alternatives(String word) {
    StringBuilder regex = new StringBuilder("(?:");
    String bar = "";
    for (String one : word.split("\\|", -1)) {
      regex.append(bar).append(shortened(one));
      bar = "|";
    }
    return regex.append(')').toString();
  }

  private static String shortened(String word) {
    int open = word.indexOf('[');
    if (open < 0) {
      return Pattern.quote(word);
    }
    if (!word.endsWith("]")) {
      throw new IllegalArgumentException("A bracket ends a word: " + word);
    }
    String optional = word.substring(open + 1, word.length() - 1);
    StringBuilder regex = new StringBuilder(Pattern.quote(word.substring(0, open)));
    for (int i = 0; i < optional.length(); i++) {
      regex.append("(?:").append(Pattern.quote(optional.substring(i, i + 1)));
    }
    return regex.append(")?".repeat(optional.length())).toString();
  }

  /** Whether a command in its normal form begins with this. */
  boolean begins(String command) {
    return regex.matcher(command).lookingAt();
  }
}
