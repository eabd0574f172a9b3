package io.netauto.driver.textfsm;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression of Python's {@code re} (text patterns, as of Python 3.11), parsed.
 *
 * <p>Flags that hold for the whole expression may stand anywhere, as Python allowed before 3.11.
 *
 * @param flags letters of the flags that hold for the whole expression
 * @param names numbers of the named groups, in their order
 * @param groups how many groups capture
 * @param referenced groups that the expression itself refers to
 */
record PythonRegex(
    Syntax root,
    String flags,
    Map<String, Integer> names,
    int groups,
    Set<Integer> referenced,
    boolean scopedFlags) {
  static final int MAX_LENGTH = 20_000;

  static PythonRegex parse(String text) throws BadRegex {
    Parser parser = new Parser(text, false);
    PythonRegex regex = parser.parse();
    if (regex.flags.indexOf('x') >= 0) {
      return new Parser(text, true).parse();
    }
    return regex;
  }

  /** Whether no flag changes which characters match. */
  boolean plainFlags() {
    return !scopedFlags && flags.indexOf('i') < 0 && flags.indexOf('m') < 0;
  }

  /** Recursive descent over the code points of one expression. */
  private static final class Parser {
    private static final int MAX_DEPTH = 100;
    private static final String FLAGS = "aimsux";

    private final PythonScanner in;
    private final Map<String, Integer> names = new LinkedHashMap<>();
    private final Set<Integer> referenced = new HashSet<>();
    private final Set<Integer> open = new HashSet<>();
    private final StringBuilder flags = new StringBuilder();
    private boolean scopedFlags;
    private boolean verbose;
    private int groups;
    private int depth;

    Parser(String text, boolean verbose) throws BadRegex {
      this.in = new PythonScanner(text);
      this.verbose = verbose;
      if (text.length() > MAX_LENGTH) {
        throw in.fault("the expression is longer than " + MAX_LENGTH + " characters");
      }
    }

    PythonRegex parse() throws BadRegex {
      Syntax root = choice();
      if (!in.atEnd()) {
        throw in.fault("\")\" without \"(\"");
      }
      return new PythonRegex(root, flags.toString(), names, groups, referenced, scopedFlags);
    }

    private Syntax choice() throws BadRegex {
      if (++depth > MAX_DEPTH) {
        throw in.fault("groups stand deeper than " + MAX_DEPTH);
      }
      List<Syntax> branches = new ArrayList<>();
      do {
        branches.add(sequence());
      } while (in.take('|'));
      depth--;
      return branches.size() == 1 ? branches.getFirst() : new Syntax.Choice(branches);
    }

    private Syntax sequence() throws BadRegex {
      List<Syntax> parts = new ArrayList<>();
      while (!in.atEnd() && in.peek() != '|' && in.peek() != ')') {
        int start = in.position();
        int c = in.next();
        if (verbose && (c == '#' || isBlank(c))) {
          skipComment(c);
        } else if (isRepeat(c)) {
          in.back(start);
          parts.add(repeat(parts.isEmpty() ? null : parts.removeLast()));
        } else {
          Syntax atom = atom(c);
          if (!atom.equals(Syntax.EMPTY)) {
            parts.add(atom);
          }
        }
      }
      return parts.size() == 1 ? parts.getFirst() : new Syntax.Sequence(parts);
    }

    private static boolean isBlank(int c) {
      return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private boolean isRepeat(int c) throws BadRegex {
      return switch (c) {
        case '*', '+', '?' -> true;
        case '{' -> in.bounds() != null;
        default -> false;
      };
    }

    private void skipComment(int c) throws BadRegex {
      while (c == '#' && !in.atEnd() && in.next() != '\n') {}
    }

    private Syntax repeat(@Nullable Syntax body) throws BadRegex {
      int c = in.next();
      PythonScanner.Bounds bounds =
          switch (c) {
            case '*' -> new PythonScanner.Bounds(0, Syntax.UNLIMITED);
            case '+' -> new PythonScanner.Bounds(1, Syntax.UNLIMITED);
            case '?' -> new PythonScanner.Bounds(0, 1);
            default -> Objects.requireNonNull(in.bounds());
          };
      if (c == '{') {
        in.skipBounds();
      }
      if (body == null || body instanceof Syntax.Anchor) {
        throw in.fault("nothing to repeat");
      }
      if (body instanceof Syntax.Repeat) {
        throw in.fault("multiple repeat");
      }
      if (bounds.max() < bounds.min()) {
        throw in.fault("a repeat's lower limit is greater than its upper limit");
      }
      Syntax.Greed greed =
          in.take('?')
              ? Syntax.Greed.LAZY
              : in.take('+') ? Syntax.Greed.POSSESSIVE : Syntax.Greed.GREEDY;
      return new Syntax.Repeat(body, bounds.min(), bounds.max(), greed);
    }

    private Syntax atom(int c) throws BadRegex {
      return switch (c) {
        case '.' -> new Syntax.Dot();
        case '^', '$' -> new Syntax.Anchor((char) c);
        case '[' -> in.charClass();
        case '\\' -> escape();
        case '(' -> group();
        default -> new Syntax.Text(c);
      };
    }

    private Syntax escape() throws BadRegex {
      int number = in.backreference();
      if (number > 0) {
        return reference(number);
      }
      return in.escape();
    }

    private Syntax reference(int number) throws BadRegex {
      if (number > groups) {
        throw in.fault("there is no group " + number);
      }
      if (open.contains(number)) {
        throw in.fault("the group " + number + " refers to itself");
      }
      referenced.add(number);
      return new Syntax.Backreference(number);
    }

    private Syntax group() throws BadRegex {
      if (!in.take('?')) {
        return capture();
      }
      int c = in.next();
      return switch (c) {
        case 'P' -> named();
        case ':' -> new Syntax.Group(0, closed());
        case '>' -> new Syntax.Atomic(closed());
        case '=', '!' -> new Syntax.Look(true, c == '!', closed());
        case '<' -> lookBehind();
        case '(' -> condition();
        case '#' -> comment();
        default -> flags(c);
      };
    }

    private Syntax capture() throws BadRegex {
      int number = ++groups;
      open.add(number);
      Syntax body = closed();
      open.remove(number);
      return new Syntax.Group(number, body);
    }

    private Syntax closed() throws BadRegex {
      boolean verboseOutside = verbose;
      Syntax body = choice();
      verbose = verboseOutside;
      if (!in.take(')')) {
        throw in.fault("\"(\" without \")\"");
      }
      return body;
    }

    private Syntax named() throws BadRegex {
      if (in.take('=')) {
        return reference(number(in.until(')')));
      }
      if (!in.take('<')) {
        throw in.fault("(?P goes on with \"<\" or \"=\"");
      }
      String name = in.until('>');
      if (names.containsKey(name)) {
        throw in.fault("the group \"" + name + "\" stands twice");
      }
      if (!isIdentifier(name)) {
        throw in.fault("bad group name \"" + name + "\"");
      }
      names.put(name, groups + 1);
      return capture();
    }

    private int number(String name) throws BadRegex {
      Integer number = names.get(name);
      if (number != null) {
        return number;
      }
      if (name.matches("[0-9]{1,3}")) {
        return Integer.parseInt(name);
      }
      throw in.fault("there is no group \"" + name + "\"");
    }

    private static boolean isIdentifier(String name) {
      return !name.isEmpty()
          && (name.charAt(0) == '_' || Character.isUnicodeIdentifierStart(name.codePointAt(0)))
          && name.codePoints().allMatch(Character::isUnicodeIdentifierPart);
    }

    private Syntax lookBehind() throws BadRegex {
      int c = in.next();
      if (c != '=' && c != '!') {
        throw in.fault("(?< goes on with \"=\" or \"!\"");
      }
      Syntax body = closed();
      if (!Width.isFixed(body)) {
        throw in.fault("what stands before, in (?<" + (char) c + "...), has no fixed width");
      }
      return new Syntax.Look(false, c == '!', body);
    }

    private Syntax condition() throws BadRegex {
      Syntax group = reference(number(in.until(')')));
      int number = ((Syntax.Backreference) group).group();
      Syntax yes = sequence();
      Syntax no = in.take('|') ? sequence() : Syntax.EMPTY;
      if (!in.take(')')) {
        throw in.fault("a condition has more than two branches, or no \")\"");
      }
      return new Syntax.Condition(number, yes, no);
    }

    private Syntax comment() throws BadRegex {
      in.until(')');
      return Syntax.EMPTY;
    }

    private Syntax flags(int first) throws BadRegex {
      StringBuilder on = new StringBuilder();
      StringBuilder off = new StringBuilder();
      StringBuilder letters = on;
      int c = first;
      while (c != ')' && c != ':') {
        if (c == '-' && letters == on) {
          letters = off;
        } else if (FLAGS.indexOf(c) >= 0) {
          letters.appendCodePoint(c);
        } else {
          throw in.fault("unknown extension \"(?" + Character.toString(c) + "\"");
        }
        c = in.next();
      }
      if (c == ')') {
        if (letters == off) {
          throw in.fault("flags are switched off for a group only");
        }
        flags.append(on);
        return Syntax.EMPTY;
      }
      scopedFlags = true;
      boolean verboseOutside = verbose;
      verbose = (verbose || on.indexOf("x") >= 0) && off.indexOf("x") < 0;
      Syntax body = closed();
      verbose = verboseOutside;
      return new Syntax.Flags(on.toString(), off.toString(), body);
    }
  }
}
