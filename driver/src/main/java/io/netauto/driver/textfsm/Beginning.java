package io.netauto.driver.textfsm;

import java.util.List;

/**
 * What a match in plain text can begin with; never less than the truth, sometimes more.
 *
 * @param first the first character
 * @param end whether the text may end there
 */
record Beginning(AsciiSet first, boolean end) {
  static final Beginning ANYTHING = new Beginning(AsciiSet.ALL, true);
  private static final Beginning END = new Beginning(AsciiSet.NONE, true);

  /** Whether a match can begin at this place. */
  boolean fits(PlainMatch m, int at) {
    return at < m.length ? first.has(m.text[at]) : end;
  }

  static Beginning of(List<Syntax> parts) {
    return sequence(parts, ANYTHING);
  }

  private static Beginning sequence(List<Syntax> parts, Beginning after) {
    Beginning beginning = after;
    for (Syntax part : parts.reversed()) {
      beginning = before(part, beginning);
    }
    return beginning;
  }

  /** What {@code syntax} can begin with, when {@code after} is what can follow it. */
  static Beginning before(Syntax syntax, Beginning after) {
    return switch (syntax) {
      case Syntax.Text(int c) -> one(AsciiSet.range(c, c));
      case Syntax.Dot() -> one(AsciiSet.ALL);
      case Syntax.CharClass charClass -> one(setOf(charClass));
      case Syntax.Anchor(char kind) -> kind == '$' || kind == 'Z' ? END : ANYTHING;
      case Syntax.Group(var number, Syntax body) -> before(body, after);
      case Syntax.Flags(var on, var off, Syntax body) -> before(body, after);
      case Syntax.Atomic(Syntax body) -> before(body, after);
      case Syntax.Look look -> ANYTHING;
      case Syntax.Backreference reference -> ANYTHING;
      case Syntax.Condition condition -> ANYTHING;
      case Syntax.Sequence(List<Syntax> parts) -> sequence(parts, after);
      case Syntax.Choice(List<Syntax> branches) ->
          branches.stream()
              .map(branch -> before(branch, after))
              .reduce(Beginning::or)
              .orElse(after);
      case Syntax.Repeat(Syntax body, int min, int max, var greed) -> {
        Beginning once = before(body, after);
        yield max == 0 ? after : min == 0 ? once.or(after) : once;
      }
    };
  }

  private static Beginning one(AsciiSet set) {
    return new Beginning(set, false);
  }

  Beginning or(Beginning other) {
    return new Beginning(first.or(other.first), end || other.end);
  }

  static AsciiSet setOf(Syntax.CharClass charClass) {
    AsciiSet set = AsciiSet.NONE;
    for (Syntax.Item item : charClass.items()) {
      set =
          set.or(
              switch (item) {
                case Syntax.Range(int first, int last) -> AsciiSet.range(first, last);
                case Syntax.Category(char letter) -> setOf(letter);
              });
    }
    return charClass.negated() ? set.not() : set;
  }

  private static AsciiSet setOf(char letter) {
    return switch (letter) {
      case 'd' -> AsciiSet.DIGIT;
      case 'D' -> AsciiSet.DIGIT.not();
      case 's' -> AsciiSet.SPACE;
      case 'S' -> AsciiSet.SPACE.not();
      case 'w' -> AsciiSet.WORD;
      default -> AsciiSet.WORD.not();
    };
  }
}
