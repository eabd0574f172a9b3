package io.netauto.driver.textfsm;

import java.util.List;

/** How many characters a match takes, when it is always the same number. */
final class Width {
  private static final long VARIES = -1;

  private Width() {}

  static boolean isFixed(Syntax syntax) {
    return of(syntax) != VARIES;
  }

  private static long of(Syntax syntax) {
    return switch (syntax) {
      case Syntax.Text text -> 1;
      case Syntax.Dot dot -> 1;
      case Syntax.CharClass charClass -> 1;
      case Syntax.Anchor anchor -> 0;
      case Syntax.Look look -> 0;
      case Syntax.Group(var number, Syntax body) -> of(body);
      case Syntax.Flags(var on, var off, Syntax body) -> of(body);
      case Syntax.Atomic(Syntax body) -> of(body);
      case Syntax.Backreference reference -> VARIES;
      case Syntax.Condition(var group, Syntax yes, Syntax no) -> same(List.of(yes, no));
      case Syntax.Choice(List<Syntax> branches) -> same(branches);
      case Syntax.Repeat(Syntax body, int min, int max, var greed) -> {
        long once = of(body);
        yield min != max || once == VARIES ? VARIES : min * once;
      }
      case Syntax.Sequence(List<Syntax> parts) -> sum(parts);
    };
  }

  private static long sum(List<Syntax> parts) {
    long sum = 0;
    for (Syntax part : parts) {
      long width = of(part);
      if (width == VARIES) {
        return VARIES;
      }
      sum += width;
    }
    return sum;
  }

  private static long same(List<Syntax> branches) {
    List<Long> widths = branches.stream().map(Width::of).distinct().toList();
    return widths.size() == 1 ? widths.getFirst() : VARIES;
  }
}
