package io.netauto.cli.run;

import java.util.ArrayDeque;
import java.util.Deque;

/** How fast a count grows, by its last quarter of a minute. */
final class Pace {
  private static final long WINDOW = 15_000_000_000L;
  private static final long GRAIN = 500_000_000L;

  private record Sample(long nanos, long done) {}

  private final Deque<Sample> samples = new ArrayDeque<>();

  /** So many were done at this time. */
  void add(long nanos, long done) {
    Sample last = samples.peekLast();
    if (last == null || nanos - last.nanos >= GRAIN) {
      samples.addLast(new Sample(nanos, done));
    }
    while (samples.size() > 2 && nanos - samples.getFirst().nanos > WINDOW) {
      samples.removeFirst();
    }
  }

  /** So many a second; 0 while that cannot be told. */
  double perSecond(long nanos, long done) {
    Sample first = samples.peekFirst();
    if (first == null || nanos - first.nanos < GRAIN) {
      return 0;
    }
    return (done - first.done) * 1e9 / (nanos - first.nanos);
  }
}
