package io.netauto.driver.textfsm;

import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.Stream;

/** One attempt to match a plain line, and the groups it found; used again from line to line. */
final class PlainMatch {
  final int[] open;
  final int[] starts;
  final int[] ends;
  final int[] counts;
  final int[] places;
  private final BitSet[] failed;
  byte[] text = new byte[0];
  int length;
  private Line line = new Line(Duration.ZERO);

  PlainMatch(int groups, int loops) {
    this.open = new int[groups + 1];
    this.starts = new int[groups + 1];
    this.ends = new int[groups + 1];
    this.counts = new int[loops];
    this.places = new int[loops];
    this.failed = Stream.generate(BitSet::new).limit(loops).toArray(BitSet[]::new);
  }

  boolean match(PlainNode node, Line next) {
    line = next;
    text = next.bytes();
    length = next.length();
    Arrays.fill(starts, -1);
    Arrays.fill(ends, -1);
    starts[0] = 0;
    for (BitSet places : failed) {
      places.clear();
    }
    return node.match(this, 0);
  }

  /** Places from which a loop found no way to a match. */
  BitSet failed(int loop) {
    return failed[loop];
  }

  /** Stops when the time is up. */
  void step() {
    line.read(1);
  }
}
