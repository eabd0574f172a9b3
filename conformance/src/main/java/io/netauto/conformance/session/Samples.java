package io.netauto.conformance.session;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;

/** Texts that a regular expression matches, made from the expression itself. */
final class Samples {
  private static final int ATTEMPTS = 60;
  private static final String CHARACTERS =
      "r1a2sw-Z_ .:/0>#$%()[]@*~!&+,;<=?\"'{}|\\^`"
          + "\tbcdefghijklmnopqtuvxyzABCDEFGHIJKLMNOPQRSTUVWXY3456789";

  private final String pattern;
  private final Random random;
  private int at;

  private Samples(String pattern, Random random) {
    this.pattern = pattern;
    this.random = random;
  }

  /** At most so many texts that the whole pattern matches; none when none could be made. */
  static List<String> matching(Pattern pattern, int most) {
    Set<String> found = new LinkedHashSet<>();
    for (int i = 0; i < ATTEMPTS && found.size() < most; i++) {
      String text = new Samples(pattern.pattern(), new Random(i)).alternatives();
      if (text.indexOf('\n') < 0 && pattern.matcher(text).matches()) {
        found.add(text);
      }
    }
    return List.copyOf(found);
  }

  /** At most so many lines in which the pattern is found. */
  static List<String> holding(Pattern pattern, int most) {
    Set<String> found = new LinkedHashSet<>();
    for (int i = 0; i < ATTEMPTS && found.size() < most; i++) {
      String text = new Samples(pattern.pattern(), new Random(i)).alternatives();
      if (text.indexOf('\n') < 0 && pattern.matcher(text).find()) {
        found.add(text);
      }
    }
    return List.copyOf(found);
  }

  private String alternatives() {
    StringBuilder chosen = sequence();
    int seen = 1;
    while (at < pattern.length() && pattern.charAt(at) == '|') {
      at++;
      StringBuilder other = sequence();
      if (random.nextInt(++seen) == 0) {
        chosen = other;
      }
    }
    return chosen.toString();
  }

  private StringBuilder sequence() {
    StringBuilder text = new StringBuilder();
    while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
      int start = at;
      String once = atom();
      int end = at;
      int times = times();
      int next = at;
      for (int i = 0; i < times; i++) {
        if (i == 0) {
          text.append(once);
        } else {
          at = start;
          text.append(atom());
        }
      }
      at = Math.max(next, end);
    }
    return text;
  }

  private String atom() {
    char c = pattern.charAt(at++);
    return switch (c) {
      case '(' -> group();
      case '[' -> oneOf(classText());
      case '\\' -> escaped();
      case '.' -> oneOf(".");
      case '^', '$' -> "";
      default -> String.valueOf(c);
    };
  }

  private String group() {
    boolean silent = false;
    if (at < pattern.length() && pattern.charAt(at) == '?') {
      at++;
      if (pattern.startsWith("<=", at) || pattern.startsWith("<!", at)) {
        silent = true;
        at += 2;
      } else if (pattern.charAt(at) == '<') {
        at = pattern.indexOf('>', at) + 1;
      } else if (pattern.charAt(at) == '=' || pattern.charAt(at) == '!') {
        silent = true;
        at++;
      } else {
        while (at < pattern.length()
            && pattern.charAt(at) != ':'
            && pattern.charAt(at) != ')'
            && pattern.charAt(at) != '>') {
          at++;
        }
        at += at < pattern.length() && pattern.charAt(at) != ')' ? 1 : 0;
      }
    }
    String inner = alternatives();
    at++;
    return silent ? "" : inner;
  }

  /** The text of a class whose opening bracket has been read. */
  private String classText() {
    int start = at - 1;
    int depth = 1;
    if (at < pattern.length() && pattern.charAt(at) == '^') {
      at++;
    }
    while (at < pattern.length() && depth > 0) {
      char c = pattern.charAt(at++);
      if (c == '\\') {
        at++;
      } else if (c == '[') {
        depth++;
      } else if (c == ']') {
        depth--;
      }
    }
    return pattern.substring(start, Math.min(at, pattern.length()));
  }

  private String escaped() {
    if (at >= pattern.length()) {
      return "";
    }
    char c = pattern.charAt(at++);
    return switch (c) {
      case 'b', 'B', 'A', 'z', 'Z', 'G' -> "";
      case 'w', 'W', 'd', 'D', 's', 'S', 'h', 'H' -> oneOf("\\" + c);
      case 't' -> "\t";
      default -> String.valueOf(c);
    };
  }

  private String oneOf(String characterClass) {
    Pattern matcher = Pattern.compile(characterClass);
    int from = random.nextInt(4) > 0 ? 0 : random.nextInt(CHARACTERS.length());
    for (int i = 0; i < CHARACTERS.length(); i++) {
      String c = String.valueOf(CHARACTERS.charAt((from + i) % CHARACTERS.length()));
      if (matcher.matcher(c).matches()) {
        return c;
      }
    }
    return "";
  }

  /** How often the atom just read is repeated, by the quantifier behind it. */
  private int times() {
    if (at >= pattern.length()) {
      return 1;
    }
    int least = 1;
    int most = 1;
    switch (pattern.charAt(at)) {
      case '?' -> least = 0;
      case '*' -> {
        least = 0;
        most = 3;
      }
      case '+' -> most = 4;
      case '{' -> {
        int end = pattern.indexOf('}', at);
        String[] limits = pattern.substring(at + 1, end).split(",", -1);
        least = Integer.parseInt(limits[0]);
        most =
            limits.length == 1
                ? least
                : limits[1].isEmpty() ? least + 3 : Integer.parseInt(limits[1]);
        at = end;
      }
      default -> {
        return 1;
      }
    }
    at++;
    if (at < pattern.length() && (pattern.charAt(at) == '?' || pattern.charAt(at) == '+')) {
      at++;
    }
    return least + random.nextInt(Math.min(most - least, 5) + 1);
  }
}
