package io.netauto.driver.textfsm;

import java.util.List;

/** A part of an expression with all that follows it, matched against plain text. */
interface PlainNode {
  boolean match(PlainMatch m, int at);

  /** The end of the expression. */
  record Accept() implements PlainNode {
    @Override
    public boolean match(PlainMatch m, int at) {
      m.ends[0] = at;
      return true;
    }
  }

  record Text(String text, PlainNode next) implements PlainNode {
    @Override
    public boolean match(PlainMatch m, int at) {
      int length = text.length();
      if (at + length > m.length) {
        return false;
      }
      for (int i = 0; i < length; i++) {
        if (m.text[at + i] != text.charAt(i)) {
          return false;
        }
      }
      return next.match(m, at + length);
    }
  }

  record One(AsciiSet set, PlainNode next) implements PlainNode {
    @Override
    public boolean match(PlainMatch m, int at) {
      return at < m.length && set.has(m.text[at]) && next.match(m, at + 1);
    }
  }

  record Possessive(AsciiSet set, int min, int max, PlainNode next) implements PlainNode {
    @Override
    public boolean match(PlainMatch m, int at) {
      int end = run(m, set, at, max);
      return end - at >= min && next.match(m, end);
    }
  }

  /**
   * @param after what {@code next} can begin with
   */
  record Greedy(AsciiSet set, int min, int max, Beginning after, PlainNode next)
      implements PlainNode {
    @Override
    public boolean match(PlainMatch m, int at) {
      for (int i = run(m, set, at, max); i - at >= min; i--) {
        if (after.fits(m, i) && next.match(m, i)) {
          return true;
        }
      }
      return false;
    }
  }

  record Lazy(AsciiSet set, int min, int max, Beginning after, PlainNode next)
      implements PlainNode {
    @Override
    public boolean match(PlainMatch m, int at) {
      int i = run(m, set, at, min);
      if (i - at < min) {
        return false;
      }
      while (!after.fits(m, i) || !next.match(m, i)) {
        if (i - at >= max || i >= m.length || !set.has(m.text[i])) {
          return false;
        }
        i++;
      }
      return true;
    }
  }

  /** The end of the characters of a set. */
  private static int run(PlainMatch m, AsciiSet set, int at, int max) {
    m.step();
    int limit = max < m.length - at ? at + max : m.length;
    int i = at;
    while (i < limit && set.has(m.text[i])) {
      i++;
    }
    return i;
  }

  record Branches(List<PlainNode> branches) implements PlainNode {
    @Override
    public boolean match(PlainMatch m, int at) {
      m.step();
      for (int i = 0; i < branches.size(); i++) {
        if (branches.get(i).match(m, at)) {
          return true;
        }
      }
      return false;
    }
  }

  record Open(int group, PlainNode next) implements PlainNode {
    @Override
    public boolean match(PlainMatch m, int at) {
      int old = m.open[group];
      m.open[group] = at;
      if (next.match(m, at)) {
        return true;
      }
      m.open[group] = old;
      return false;
    }
  }

  record Close(int group, PlainNode next) implements PlainNode {
    @Override
    public boolean match(PlainMatch m, int at) {
      int start = m.starts[group];
      int end = m.ends[group];
      m.starts[group] = m.open[group];
      m.ends[group] = at;
      if (next.match(m, at)) {
        return true;
      }
      m.starts[group] = start;
      m.ends[group] = end;
      return false;
    }
  }

  record Start(PlainNode next) implements PlainNode {
    @Override
    public boolean match(PlainMatch m, int at) {
      return at == 0 && next.match(m, at);
    }
  }

  record End(PlainNode next) implements PlainNode {
    @Override
    public boolean match(PlainMatch m, int at) {
      return at == m.length && next.match(m, at);
    }
  }

  record Boundary(boolean expected, PlainNode next) implements PlainNode {
    @Override
    public boolean match(PlainMatch m, int at) {
      boolean before = at > 0 && AsciiSet.WORD.has(m.text[at - 1]);
      boolean behind = at < m.length && AsciiSet.WORD.has(m.text[at]);
      return (before != behind) == expected && next.match(m, at);
    }
  }

  /** Enters a {@link Loop}. */
  record Enter(Loop loop) implements PlainNode {
    @Override
    public boolean match(PlainMatch m, int at) {
      int count = m.counts[loop.number];
      int place = m.places[loop.number];
      m.counts[loop.number] = 0;
      m.places[loop.number] = -1;
      boolean matched = loop.match(m, at);
      m.counts[loop.number] = count;
      m.places[loop.number] = place;
      return matched;
    }
  }

  /**
   * A repeat of more than a character; its body leads back to it.
   *
   * <p>Whether another round from a place can lead to a match depends on the place alone, unless
   * rounds are counted here or around it. Then a place that failed is not tried again, and {@code
   * (\\S+\\s*)+} needs no more than quadratic time.
   */
  final class Loop implements PlainNode {
    private final int number;
    private final int min;
    private final int max;
    private final boolean lazy;
    private final boolean remembers;
    private final PlainNode next;
    private PlainNode body = new Accept();

    Loop(int number, int min, int max, boolean lazy, boolean remembers, PlainNode next) {
      this.number = number;
      this.min = min;
      this.max = max;
      this.lazy = lazy;
      this.remembers = remembers;
      this.next = next;
    }

    void body(PlainNode node) {
      body = node;
    }

    @Override
    public boolean match(PlainMatch m, int at) {
      m.step();
      int count = m.counts[number];
      int place = m.places[number];
      if (count < min) {
        return again(m, at, count, place);
      }
      boolean may = count < max && at != place;
      if (lazy) {
        return next.match(m, at) || (may && again(m, at, count, place));
      }
      return (may && again(m, at, count, place)) || next.match(m, at);
    }

    private boolean again(PlainMatch m, int at, int count, int place) {
      if (remembers && m.failed(number).get(at)) {
        return false;
      }
      m.counts[number] = count + 1;
      m.places[number] = at;
      if (body.match(m, at)) {
        return true;
      }
      m.counts[number] = count;
      m.places[number] = place;
      if (remembers) {
        m.failed(number).set(at);
      }
      return false;
    }
  }
}
