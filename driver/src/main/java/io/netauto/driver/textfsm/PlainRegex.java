package io.netauto.driver.textfsm;

import java.util.List;
import java.util.Optional;

/**
 * An expression that matches plain text without {@link java.util.regex}: sets are tested by bits,
 * and a repeat goes on only where what follows can begin. What is rare (references, look-around,
 * flags) is left to {@link JavaRegex}.
 */
record PlainRegex(PlainNode node, int groups, int loops) {
  static Optional<PlainRegex> of(PythonRegex regex) {
    if (!regex.plainFlags() || !regex.referenced().isEmpty()) {
      return Optional.empty();
    }
    Compiler compiler = new Compiler(regex);
    try {
      Syntax root = Possessive.rewrite(regex.root());
      PlainNode node = compiler.node(root, new PlainNode.Accept(), Beginning.ANYTHING);
      return Optional.of(new PlainRegex(node, regex.groups(), compiler.loops));
    } catch (UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  PlainMatch match() {
    return new PlainMatch(groups, loops);
  }

  private static final class Compiler {
    private final PythonRegex regex;
    private int loops;
    private int counted;

    Compiler(PythonRegex regex) {
      this.regex = regex;
    }

    /**
     * @param after what {@code next} can begin with
     */
    PlainNode node(Syntax syntax, PlainNode next, Beginning after) {
      return switch (syntax) {
        case Syntax.Text text -> text(List.of(text), next);
        case Syntax.Dot() -> new PlainNode.One(AsciiSet.ALL, next);
        case Syntax.CharClass charClass -> new PlainNode.One(Beginning.setOf(charClass), next);
        case Syntax.Anchor(char kind) ->
            switch (kind) {
              case '^', 'A' -> new PlainNode.Start(next);
              case '$', 'Z' -> new PlainNode.End(next);
              default -> new PlainNode.Boundary(kind == 'b', next);
            };
        case Syntax.Group(int number, Syntax body) -> {
          if (!regex.names().containsValue(number)) {
            yield node(body, next, after);
          }
          yield new PlainNode.Open(number, node(body, new PlainNode.Close(number, next), after));
        }
        case Syntax.Sequence(List<Syntax> parts) -> sequence(parts, next, after);
        case Syntax.Choice(List<Syntax> branches) ->
            new PlainNode.Branches(
                branches.stream().map(branch -> node(branch, next, after)).toList());
        case Syntax.Repeat repeat -> repeat(repeat, next, after);
        case Syntax.Flags flags -> throw new UnsupportedOperationException();
        case Syntax.Look look -> throw new UnsupportedOperationException();
        case Syntax.Atomic atomic -> throw new UnsupportedOperationException();
        case Syntax.Backreference reference -> throw new UnsupportedOperationException();
        case Syntax.Condition condition -> throw new UnsupportedOperationException();
      };
    }

    private PlainNode sequence(List<Syntax> parts, PlainNode next, Beginning after) {
      PlainNode node = next;
      Beginning beginning = after;
      int end = parts.size();
      while (end > 0) {
        int start = end;
        while (start > 0 && parts.get(start - 1) instanceof Syntax.Text) {
          start--;
        }
        start = start == end ? end - 1 : start;
        List<Syntax> run = parts.subList(start, end);
        node =
            run.getFirst() instanceof Syntax.Text
                ? text(run, node)
                : node(run.getFirst(), node, beginning);
        for (Syntax part : run.reversed()) {
          beginning = Beginning.before(part, beginning);
        }
        end = start;
      }
      return node;
    }

    private static PlainNode text(List<Syntax> run, PlainNode next) {
      StringBuilder text = new StringBuilder();
      for (Syntax part : run) {
        if (part instanceof Syntax.Text(int c)) {
          text.appendCodePoint(c);
        }
      }
      return new PlainNode.Text(text.toString(), next);
    }

    private PlainNode repeat(Syntax.Repeat repeat, PlainNode next, Beginning after) {
      Syntax body = repeat.body();
      int min = repeat.min();
      int max = repeat.max();
      boolean single =
          body instanceof Syntax.Text
              || body instanceof Syntax.Dot
              || body instanceof Syntax.CharClass;
      if (single) {
        AsciiSet set = Beginning.before(body, after).first();
        return switch (repeat.greed()) {
          case POSSESSIVE -> new PlainNode.Possessive(set, min, max, next);
          case GREEDY -> new PlainNode.Greedy(set, min, max, after, next);
          case LAZY -> new PlainNode.Lazy(set, min, max, after, next);
        };
      }
      if (repeat.greed() == Syntax.Greed.POSSESSIVE) {
        throw new UnsupportedOperationException();
      }
      boolean lazy = repeat.greed() == Syntax.Greed.LAZY;
      if (min == 0 && max == 1) {
        PlainNode once = node(body, next, after);
        return new PlainNode.Branches(lazy ? List.of(next, once) : List.of(once, next));
      }
      boolean counts = min > 1 || max != Syntax.UNLIMITED;
      counted += counts ? 1 : 0;
      PlainNode.Loop loop = new PlainNode.Loop(loops++, min, max, lazy, counted == 0, next);
      loop.body(node(body, loop, after.or(Beginning.before(body, after))));
      counted -= counts ? 1 : 0;
      return new PlainNode.Enter(loop);
    }
  }
}
