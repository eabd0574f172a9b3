package io.netauto.server.runs;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All that happened in a job after one event up to another; the same object goes to all who follow
 * the job live. Thread-safe.
 */
public final class JobNews {
  private final long after;
  private final long seq;
  private final List<RunNews> runs;
  private final List<RunOutput> output;
  private boolean shared;
  private byte @Nullable [] encoded;

  /**
   * @param after the event that it follows on
   * @param seq the event up to which it goes, and which the next news follow on
   * @param runs each run that moved or grew once, as it was last
   * @param output what they said meanwhile; empty unless asked for
   */
  JobNews(long after, long seq, List<RunNews> runs, List<RunOutput> output) {
    this.after = after;
    this.seq = seq;
    this.runs = List.copyOf(runs);
    this.output = List.copyOf(output);
  }

  public long after() {
    return after;
  }

  public long seq() {
    return seq;
  }

  public List<RunNews> runs() {
    return runs;
  }

  public List<RunOutput> output() {
    return output;
  }

  /** It will be told to several. */
  synchronized JobNews share() {
    shared = true;
    return this;
  }

  /**
   * The news as bytes, encoded once for all who are told.
   *
   * @param encoder always the same one; not to be changed, what it returned
   */
  public synchronized byte[] encoded(Function<JobNews, byte[]> encoder) {
    byte[] known = encoded;
    if (known == null) {
      known = encoder.apply(this);
      encoded = shared ? known : null;
    }
    return known;
  }

  /** About how much memory it takes, in characters. */
  long size() {
    long size = 100L * (1 + runs.size() + output.size());
    for (RunOutput each : output) {
      for (RunLine line : each.lines()) {
        size += 50 + line.text().length();
      }
    }
    return size;
  }
}
