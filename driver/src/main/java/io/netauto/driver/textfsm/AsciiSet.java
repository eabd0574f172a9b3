package io.netauto.driver.textfsm;

/** A set of ASCII characters. */
record AsciiSet(long low, long high) {
  static final AsciiSet NONE = new AsciiSet(0, 0);
  static final AsciiSet ALL = new AsciiSet(-1, -1);
  static final AsciiSet SPACE = range('\t', '\r').or(range(' ', ' '));
  static final AsciiSet DIGIT = range('0', '9');
  static final AsciiSet WORD = DIGIT.or(range('a', 'z')).or(range('A', 'Z')).or(range('_', '_'));

  static AsciiSet range(int first, int last) {
    AsciiSet set = NONE;
    for (int c = first; c <= Math.min(last, 0x7f); c++) {
      set =
          c < 64
              ? new AsciiSet(set.low | 1L << c, set.high)
              : new AsciiSet(set.low, set.high | 1L << c);
    }
    return set;
  }

  AsciiSet or(AsciiSet other) {
    return new AsciiSet(low | other.low, high | other.high);
  }

  AsciiSet not() {
    return new AsciiSet(~low, ~high);
  }

  boolean meets(AsciiSet other) {
    return (low & other.low) != 0 || (high & other.high) != 0;
  }

  /** Whether it has this character; for ASCII only. */
  boolean has(byte c) {
    return ((c < 64 ? low : high) >>> c & 1) != 0;
  }

  boolean contains(char c) {
    return c < 0x80 && ((c < 64 ? low : high) >>> c & 1) != 0;
  }
}
