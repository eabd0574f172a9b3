package io.netauto.driver.textfsm;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the code points of a regular expression of Python, its escapes and its classes. */
final class PythonScanner {
  private final int[] points;
  private int position;

  PythonScanner(String text) {
    this.points = text.codePoints().toArray();
  }

  /** Limits of a repeat. */
  record Bounds(int min, int max) {}

  BadRegex fault(String fault) {
    return new BadRegex(fault, position);
  }

  int position() {
    return position;
  }

  void back(int to) {
    position = to;
  }

  boolean atEnd() {
    return position == points.length;
  }

  int peek() {
    return at(position);
  }

  /** The code point here, or -1 at the end. */
  private int at(int index) {
    return index < points.length ? points[index] : -1;
  }

  int next() throws BadRegex {
    if (atEnd()) {
      throw fault("the expression ends too early");
    }
    return points[position++];
  }

  boolean take(int c) {
    if (peek() != c) {
      return false;
    }
    position++;
    return true;
  }

  String until(int end) throws BadRegex {
    StringBuilder text = new StringBuilder();
    for (int c = next(); c != end; c = next()) {
      text.appendCodePoint(c);
    }
    return text.toString();
  }

  /** The limits whose opening brace was read, or null when that brace stands for itself. */
  @Nullable Bounds bounds() throws BadRegex {
    int start = position;
    int comma = digits(start);
    boolean range = at(comma) == ',';
    int end = range ? digits(comma + 1) : comma;
    if (at(end) != '}' || end == start) {
      return null;
    }
    int min = comma == start ? 0 : limit(start, comma);
    int max = !range ? min : end == comma + 1 ? Syntax.UNLIMITED : limit(comma + 1, end);
    return new Bounds(min, max);
  }

  void skipBounds() throws BadRegex {
    until('}');
  }

  private int digits(int from) {
    int end = from;
    while (at(end) >= '0' && at(end) <= '9') {
      end++;
    }
    return end;
  }

  private int limit(int from, int to) throws BadRegex {
    if (to - from > 8) {
      throw fault("a repeat's limit is too large");
    }
    return Integer.parseInt(new String(points, from, to - from));
  }

  /** The number of a reference behind a backslash, or 0 when there is another escape. */
  int backreference() {
    int first = peek();
    if (first < '1' || first > '9') {
      return 0;
    }
    int second = at(position + 1);
    if (second < '0' || second > '9') {
      position++;
      return first - '0';
    }
    if (isOctal(first) && isOctal(second) && isOctal(at(position + 2))) {
      return 0;
    }
    position += 2;
    return (first - '0') * 10 + second - '0';
  }

  private static boolean isOctal(int c) {
    return c >= '0' && c <= '7';
  }

  /** The escape behind a backslash, outside a class. */
  Syntax escape() throws BadRegex {
    int c = next();
    return switch (c) {
      case 'A', 'Z', 'b', 'B' -> new Syntax.Anchor((char) c);
      case 'd', 'D', 's', 'S', 'w', 'W' ->
          new Syntax.CharClass(false, List.of(new Syntax.Category((char) c)));
      default -> new Syntax.Text(character(c));
    };
  }

  private int character(int c) throws BadRegex {
    return switch (c) {
      case 'a' -> 7;
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 0x0b;
      case 'x' -> hexadecimal(2);
      case 'u' -> hexadecimal(4);
      case 'U' -> hexadecimal(8);
      case 'N' -> unicodeName();
      case '0', '1', '2', '3', '4', '5', '6', '7' -> octal(c);
      default -> {
        if (c < 0x80 && Character.isLetterOrDigit(c)) {
          throw fault("bad escape \"\\" + (char) c + "\"");
        }
        yield c;
      }
    };
  }

  private int hexadecimal(int length) throws BadRegex {
    int value = 0;
    for (int i = 0; i < length; i++) {
      int digit = Character.digit(next(), 16);
      if (digit < 0) {
        throw fault(length + " hexadecimal digits are expected");
      }
      value = value << 4 | digit;
    }
    if (!Character.isValidCodePoint(value)) {
      throw fault("there is no such character");
    }
    return value;
  }

  private int unicodeName() throws BadRegex {
    if (!take('{')) {
      throw fault("\\N is followed by a name in braces");
    }
    String name = until('}');
    try {
      return Character.codePointOf(name);
    } catch (IllegalArgumentException e) {
      throw fault("there is no character \"" + name + "\"");
    }
  }

  private int octal(int first) throws BadRegex {
    int value = first - '0';
    for (int i = 0; i < 2 && isOctal(peek()); i++) {
      value = value * 8 + next() - '0';
    }
    if (value > 0xff) {
      throw fault("an octal escape is greater than \\377");
    }
    return value;
  }

  /** The class whose opening bracket was read. */
  Syntax charClass() throws BadRegex {
    boolean negated = take('^');
    List<Syntax.Item> items = new ArrayList<>();
    while (items.isEmpty() || peek() != ']') {
      Syntax.Item item = classItem();
      if (peek() != '-' || at(position + 1) == ']') {
        items.add(item);
        continue;
      }
      position++;
      if (!(item instanceof Syntax.Range first && classItem() instanceof Syntax.Range last)) {
        throw fault("a range of characters begins or ends with a class");
      }
      if (last.first() < first.first()) {
        throw fault("a range of characters is empty");
      }
      items.add(new Syntax.Range(first.first(), last.first()));
    }
    position++;
    return new Syntax.CharClass(negated, items);
  }

  private Syntax.Item classItem() throws BadRegex {
    if (atEnd()) {
      throw fault("\"[\" without \"]\"");
    }
    int c = next();
    if (c != '\\') {
      return new Syntax.Range(c, c);
    }
    int escaped = next();
    if ("dDsSwW".indexOf(escaped) >= 0) {
      return new Syntax.Category((char) escaped);
    }
    int character = escaped == 'b' ? '\b' : character(escaped);
    return new Syntax.Range(character, character);
  }
}
