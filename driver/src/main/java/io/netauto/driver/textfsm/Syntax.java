package io.netauto.driver.textfsm;

import java.util.List;

/** The syntax tree of a regular expression of Python. */
sealed interface Syntax {
  /** No upper limit of a {@link Repeat}. */
  int UNLIMITED = Integer.MAX_VALUE;

  Syntax EMPTY = new Sequence(List.of());

  record Text(int codePoint) implements Syntax {}

  record Dot() implements Syntax {}

  record CharClass(boolean negated, List<Item> items) implements Syntax {}

  /**
   * @param kind one of {@code ^ $ A Z b B}
   */
  record Anchor(char kind) implements Syntax {}

  /**
   * @param number counted as Python does, or 0 when the group does not capture
   */
  record Group(int number, Syntax body) implements Syntax {}

  /**
   * @param on letters of the flags that hold in the body
   * @param off letters of those that do not
   */
  record Flags(String on, String off, Syntax body) implements Syntax {}

  record Look(boolean ahead, boolean negative, Syntax body) implements Syntax {}

  record Atomic(Syntax body) implements Syntax {}

  record Backreference(int group) implements Syntax {}

  record Condition(int group, Syntax yes, Syntax no) implements Syntax {}

  record Sequence(List<Syntax> parts) implements Syntax {}

  record Choice(List<Syntax> branches) implements Syntax {}

  record Repeat(Syntax body, int min, int max, Greed greed) implements Syntax {}

  /** How a repeat goes on, and what Java writes behind it. */
  enum Greed {
    GREEDY(""),
    LAZY("?"),
    POSSESSIVE("+");

    final String suffix;

    Greed(String suffix) {
      this.suffix = suffix;
    }
  }

  /** A part of a character class. */
  sealed interface Item {}

  record Range(int first, int last) implements Item {}

  /**
   * @param letter one of {@code d D s S w W}
   */
  record Category(char letter) implements Item {}
}
