package io.netauto.driver.textfsm;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes repeats possessive where giving back a character can never help, for plain text only.
 *
 * <p>A greedy repeat of a set of characters, when what follows cannot begin with one of them,
 * either goes on from its end or fails: at every place that it could give back stands a character
 * of the set. So {@code \s+} before {@code \S+} need not try each of its lengths, and lines that do
 * not match are given up at once.
 */
final class Possessive {
  private static final Beginning NOTHING = new Beginning(AsciiSet.NONE, true);

  private Possessive() {}

  static Syntax rewrite(Syntax root) {
    return rewrite(root, NOTHING);
  }

  private static Syntax rewrite(Syntax syntax, Beginning after) {
    return switch (syntax) {
      case Syntax.Group(int number, Syntax body) -> new Syntax.Group(number, rewrite(body, after));
      case Syntax.Choice(List<Syntax> branches) ->
          new Syntax.Choice(branches.stream().map(branch -> rewrite(branch, after)).toList());
      case Syntax.Sequence(List<Syntax> parts) -> sequence(parts, after);
      case Syntax.Repeat repeat -> repeat(repeat, after);
      default -> syntax;
    };
  }

  private static Syntax sequence(List<Syntax> parts, Beginning after) {
    List<Syntax> rewritten = new ArrayList<>(parts.size());
    Beginning next = after;
    for (Syntax part : parts.reversed()) {
      rewritten.addFirst(rewrite(part, next));
      next = Beginning.before(part, next);
    }
    return new Syntax.Sequence(rewritten);
  }

  private static Syntax repeat(Syntax.Repeat repeat, Beginning after) {
    Syntax body = repeat.body();
    AsciiSet set =
        switch (body) {
          case Syntax.Text(int c) -> AsciiSet.range(c, c);
          case Syntax.Dot() -> AsciiSet.ALL;
          case Syntax.CharClass charClass -> Beginning.setOf(charClass);
          default -> AsciiSet.NONE;
        };
    if (!set.equals(AsciiSet.NONE)) {
      boolean possessive =
          repeat.greed() == Syntax.Greed.GREEDY
              && repeat.max() > repeat.min()
              && !set.meets(after.first());
      return possessive
          ? new Syntax.Repeat(body, repeat.min(), repeat.max(), Syntax.Greed.POSSESSIVE)
          : repeat;
    }
    Beginning again = repeat.max() == 1 ? after : after.or(Beginning.before(body, after));
    return new Syntax.Repeat(rewrite(body, again), repeat.min(), repeat.max(), repeat.greed());
  }
}
