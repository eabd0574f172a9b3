package io.netauto.driver.textfsm;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells cheaply that an expression cannot match a line, from what every match has: its first
 * character, the text it begins with, a text somewhere in it. Most rules are not meant for most
 * lines, so this saves most of the work.
 *
 * @param skipsSpace whether the beginning is looked for behind the line's leading white space
 * @param beginning what a plain line has there
 * @param prefix what the line has there, or empty
 * @param part what the line has anywhere, or empty
 */
record LineFilter(boolean skipsSpace, Beginning beginning, String prefix, String part) {
  private static final LineFilter NONE =
      new LineFilter(false, new Beginning(AsciiSet.ALL, true), "", "");

  static LineFilter of(PythonRegex regex) {
    if (!regex.plainFlags()) {
      return NONE;
    }
    List<Syntax> parts = new ArrayList<>();
    flatten(regex.root(), parts);
    while (!parts.isEmpty() && parts.getFirst() instanceof Syntax.Anchor(char kind)) {
      if (kind != '^' && kind != 'A') {
        break;
      }
      parts.removeFirst();
    }
    String part = longestText(parts);
    if (!parts.isEmpty() && isSpace(parts.getFirst())) {
      List<Syntax> rest = parts.subList(1, parts.size());
      Beginning beginning = Beginning.of(rest);
      if (!beginning.first().meets(AsciiSet.SPACE)) {
        return new LineFilter(true, beginning, textAt(rest, 0), part);
      }
    }
    return new LineFilter(false, Beginning.of(parts), textAt(parts, 0), part);
  }

  private static void flatten(Syntax syntax, List<Syntax> into) {
    switch (syntax) {
      case Syntax.Sequence(List<Syntax> parts) -> parts.forEach(part -> flatten(part, into));
      case Syntax.Group(var number, Syntax body) -> flatten(body, into);
      default -> into.add(syntax);
    }
  }

  /** True for white space that takes all there is, whatever the line begins with. */
  private static boolean isSpace(Syntax syntax) {
    return syntax instanceof Syntax.Repeat(Syntax.CharClass charClass, int min, int max, var greed)
        && min < 2
        && max == Syntax.UNLIMITED
        && Beginning.setOf(charClass).equals(AsciiSet.SPACE);
  }

  private static String textAt(List<Syntax> parts, int from) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < parts.size() && parts.get(i) instanceof Syntax.Text(int c); i++) {
      text.appendCodePoint(c);
    }
    return text.toString();
  }

  private static String longestText(List<Syntax> parts) {
    String longest = "";
    for (int i = 0; i < parts.size(); i++) {
      String text = textAt(parts, i);
      if (parts.get(i) instanceof Syntax.Repeat repeat && repeat.min() > 0) {
        List<Syntax> body = new ArrayList<>();
        flatten(repeat.body(), body);
        text = longestText(body);
      }
      if (text.length() > longest.length()) {
        longest = text;
      }
    }
    return longest;
  }

  /** False when the expression cannot match at the beginning of the line. */
  boolean mayMatch(Line line) {
    String text = line.text();
    if (!line.plain()) {
      return text.contains(part);
    }
    int start = skipsSpace ? line.indent() : 0;
    if (start == text.length()) {
      return beginning.end();
    }
    return beginning.first().contains(text.charAt(start))
        && text.startsWith(prefix, start)
        && (part.length() <= prefix.length() || text.indexOf(part, start) >= 0);
  }
}
