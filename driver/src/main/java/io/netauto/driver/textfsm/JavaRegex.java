package io.netauto.driver.textfsm;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression of Python written for {@link java.util.regex}.
 *
 * <p>What differs, and how it is written:
 *
 * <ul>
 *   <li>Only {@code \n} ends a line: {@link Pattern#UNIX_LINES}. {@code \Z} is the very end.
 *   <li>{@code \d \s \w \b} know all of Unicode in Python. Their exact sets are slow in Java, so
 *       there are two forms: one for plain text, where Java's own sets are the same, one for the
 *       rest.
 *   <li>Groups that nobody reads do not capture. The others are numbered; Java's names allow no
 *       underscore.
 *   <li>{@code (?(1)yes|no)}: group 1 ends with an empty group, and a reference to that matches
 *       only when group 1 took part.
 *   <li>{@code [}, {@code &&} and braces mean nothing within a class or as text: all that is
 *       neither letter nor digit is quoted.
 * </ul>
 *
 * @param groups numbers in {@code pattern} of the groups that capture, by Python's numbers
 */
record JavaRegex(Pattern pattern, Map<Integer, Integer> groups) {
  /** The number in {@code pattern} of a group that Python counts. */
  int number(int group) {
    return group == 0 ? 0 : groups.getOrDefault(group, 0);
  }

  /** Plain text is of these characters: ASCII without what ends or separates lines. */
  static boolean isPlain(char c) {
    return c < 0x80 && (c >= ' ' || c < '\n' || (c > '\r' && c < 0x1c));
  }

  static JavaRegex forPlainText(PythonRegex regex) throws BadRegex {
    Syntax root = regex.plainFlags() ? Possessive.rewrite(regex.root()) : regex.root();
    return new Writer(regex, root, false).write();
  }

  static JavaRegex forAnyText(PythonRegex regex) throws BadRegex {
    return new Writer(regex, regex.root(), true).write();
  }

  /** Writes one expression. */
  private static final class Writer {
    private static final String SPACE =
        "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
    private static final Map<Character, String> UNICODE =
        Map.of(
            'd', "\\p{Nd}",
            'D', "\\P{Nd}",
            's', "[" + SPACE + "]",
            'S', "[^" + SPACE + "]",
            'w', "[\\p{L}\\p{N}_]",
            'W', "[^\\p{L}\\p{N}_]");
    private static final String BOUNDARY = "(?:(?<=W)(?!W)|(?<!W)(?=W))";
    private static final String NO_BOUNDARY = "(?:(?<=W)(?=W)|(?<!W)(?!W))";

    private final PythonRegex regex;
    private final Syntax root;
    private final StringBuilder out = new StringBuilder();
    private final Map<Integer, Integer> numbers = new HashMap<>();
    private final Map<Integer, Integer> markers = new HashMap<>();
    private final Set<Integer> conditions = new HashSet<>();
    private boolean unicode;
    private boolean multiline;
    private int count;

    Writer(PythonRegex regex, Syntax root, boolean anyText) {
      this.regex = regex;
      this.root = root;
      this.unicode = anyText && regex.flags().indexOf('a') < 0;
      this.multiline = regex.flags().indexOf('m') >= 0;
    }

    JavaRegex write() throws BadRegex {
      findConditions(root);
      write(root);
      int flags = Pattern.UNIX_LINES;
      flags |= regex.flags().indexOf('s') >= 0 ? Pattern.DOTALL : 0;
      flags |= multiline ? Pattern.MULTILINE : 0;
      flags |=
          regex.flags().indexOf('i') >= 0 ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0;
      try {
        return new JavaRegex(Pattern.compile(out.toString(), flags), numbers);
      } catch (PatternSyntaxException e) {
        throw new BadRegex(e.getDescription(), Math.max(0, e.getIndex()));
      }
    }

    private void findConditions(Syntax syntax) {
      switch (syntax) {
        case Syntax.Condition(int group, Syntax yes, Syntax no) -> {
          conditions.add(group);
          findConditions(yes);
          findConditions(no);
        }
        case Syntax.Sequence(List<Syntax> parts) -> parts.forEach(this::findConditions);
        case Syntax.Choice(List<Syntax> branches) -> branches.forEach(this::findConditions);
        case Syntax.Group(var number, Syntax body) -> findConditions(body);
        case Syntax.Flags(var on, var off, Syntax body) -> findConditions(body);
        case Syntax.Look(var ahead, var negative, Syntax body) -> findConditions(body);
        case Syntax.Atomic(Syntax body) -> findConditions(body);
        case Syntax.Repeat(Syntax body, var min, var max, var greed) -> findConditions(body);
        case Syntax.Text text -> {}
        case Syntax.Dot dot -> {}
        case Syntax.CharClass charClass -> {}
        case Syntax.Anchor anchor -> {}
        case Syntax.Backreference reference -> {}
      }
    }

    private void write(Syntax syntax) {
      switch (syntax) {
        case Syntax.Text(int c) -> text(c);
        case Syntax.Dot() -> out.append('.');
        case Syntax.CharClass charClass -> charClass(charClass);
        case Syntax.Anchor(char kind) -> anchor(kind);
        case Syntax.Group(int number, Syntax body) -> group(number, body);
        case Syntax.Flags flags -> flags(flags);
        case Syntax.Look(boolean ahead, boolean negative, Syntax body) ->
            within("(?" + (ahead ? "" : "<") + (negative ? "!" : "="), body);
        case Syntax.Atomic(Syntax body) -> within("(?>", body);
        case Syntax.Backreference(int group) -> reference(numbers.getOrDefault(group, 0));
        case Syntax.Condition(int group, Syntax yes, Syntax no) -> condition(group, yes, no);
        case Syntax.Sequence(List<Syntax> parts) -> parts.forEach(this::write);
        case Syntax.Choice(List<Syntax> branches) -> choice(branches);
        case Syntax.Repeat repeat -> repeat(repeat);
      }
    }

    private void text(int c) {
      if (c >= 0x80 || Character.isLetterOrDigit(c)) {
        out.appendCodePoint(c);
      } else if (c < ' ') {
        out.append(String.format("\\x%02x", c));
      } else {
        out.append('\\').append((char) c);
      }
    }

    private void charClass(Syntax.CharClass charClass) {
      if (!charClass.negated()
          && charClass.items().size() == 1
          && charClass.items().getFirst() instanceof Syntax.Category(char letter)) {
        category(letter);
        return;
      }
      out.append(charClass.negated() ? "[^" : "[");
      for (Syntax.Item item : charClass.items()) {
        switch (item) {
          case Syntax.Category(char letter) -> category(letter);
          case Syntax.Range(int first, int last) -> {
            text(first);
            if (last != first) {
              out.append('-');
              text(last);
            }
          }
        }
      }
      out.append(']');
    }

    private void category(char letter) {
      if (unicode) {
        out.append(UNICODE.get(letter));
      } else {
        out.append('\\').append(letter);
      }
    }

    private void anchor(char kind) {
      switch (kind) {
        case 'Z' -> out.append("\\z");
        case '^' -> out.append(multiline ? "(?:^|(?<=\\n))" : "^");
        case 'b', 'B' -> {
          if (unicode) {
            String boundary = kind == 'b' ? BOUNDARY : NO_BOUNDARY;
            out.append(boundary.replace("W", "[\\p{L}\\p{N}_]"));
          } else {
            out.append('\\').append(kind);
          }
        }
        case '$' -> out.append('$');
        default -> out.append('\\').append(kind);
      }
    }

    private void group(int number, Syntax body) {
      boolean captures = regex.names().containsValue(number) || regex.referenced().contains(number);
      if (!captures) {
        within("(?:", body);
        return;
      }
      numbers.put(number, ++count);
      out.append('(');
      if (conditions.contains(number)) {
        within("(?:", body);
        markers.put(number, ++count);
        out.append("()");
      } else {
        inside(body);
      }
      out.append(')');
    }

    private void within(String opening, Syntax body) {
      out.append(opening);
      inside(body);
      out.append(')');
    }

    private void inside(Syntax body) {
      if (body instanceof Syntax.Choice(List<Syntax> branches)) {
        branches(branches);
      } else {
        write(body);
      }
    }

    private void choice(List<Syntax> branches) {
      out.append("(?:");
      branches(branches);
      out.append(')');
    }

    private void branches(List<Syntax> branches) {
      for (int i = 0; i < branches.size(); i++) {
        out.append(i == 0 ? "" : "|");
        write(branches.get(i));
      }
    }

    private void flags(Syntax.Flags flags) {
      boolean unicodeOutside = unicode;
      boolean multilineOutside = multiline;
      unicode = unicode && flags.on().indexOf('a') < 0;
      multiline = (multiline || flags.on().indexOf('m') >= 0) && flags.off().indexOf('m') < 0;
      String on = java(flags.on()).replace("i", "iu");
      String off = java(flags.off());
      within("(?" + on + (off.isEmpty() ? "" : "-" + off) + ":", flags.body());
      unicode = unicodeOutside;
      multiline = multilineOutside;
    }

    private static String java(String flags) {
      return flags.replaceAll("[^ims]", "");
    }

    private void reference(int number) {
      out.append("(?:\\").append(number).append(')');
    }

    private void condition(int group, Syntax yes, Syntax no) {
      int marker = markers.getOrDefault(group, 0);
      out.append("(?:");
      reference(marker);
      within("(?:", yes);
      out.append("|(?!\\").append(marker).append(')');
      within("(?:", no);
      out.append(')');
    }

    private void repeat(Syntax.Repeat repeat) {
      Syntax body = repeat.body();
      if (body instanceof Syntax.Text
          || body instanceof Syntax.Dot
          || body instanceof Syntax.CharClass
          || body instanceof Syntax.Group) {
        write(body);
      } else {
        within("(?:", body);
      }
      int min = repeat.min();
      int max = repeat.max();
      if (min == 0 && max == 1) {
        out.append('?');
      } else if (max == Syntax.UNLIMITED && min < 2) {
        out.append(min == 0 ? '*' : '+');
      } else {
        String upper = max == Syntax.UNLIMITED ? "," : max == min ? "" : "," + max;
        out.append('{').append(min).append(upper).append('}');
      }
      out.append(repeat.greed().suffix);
    }
  }
}
