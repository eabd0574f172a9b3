package io.netauto.server.runs;

import io.netauto.driver.config.Redactor;
import io.netauto.driver.config.StreamRedactor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where readers of masked output left off, so that the next one need not begin with the command's
 * first line. Only a cache: each place can be found again. Thread-safe.
 */
final class MaskPlaces {
  private static final int RUNS = 256;
  private static final int PLACES = 64;

  private final Map<Long, Of> runs =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Of> eldest) {
          return size() > RUNS;
        }
      };

  private record Of(Redactor mask, TreeMap<Integer, StreamRedactor.State> places) {}

  /**
   * A place where a reader can start.
   *
   * @param seq the entry to begin with
   * @param state what is known of the lines before it
   */
  record Place(int seq, StreamRedactor.State state) {}

  synchronized void put(RunId run, Redactor mask, Place place) {
    Of of = runs.get(run.value());
    if (of == null || of.mask() != mask) {
      of = new Of(mask, new TreeMap<>());
      runs.put(run.value(), of);
    }
    of.places().put(place.seq(), place.state());
    if (of.places().size() > PLACES) {
      of.places().pollFirstEntry();
    }
  }

  /** The last place from {@code first} to {@code last}; null for none. */
  synchronized @Nullable Place find(RunId run, Redactor mask, int first, int last) {
    Of of = runs.get(run.value());
    Map.Entry<Integer, StreamRedactor.State> entry =
        of == null || of.mask() != mask ? null : of.places().floorEntry(last);
    return entry == null || entry.getKey() < first
        ? null
        : new Place(entry.getKey(), entry.getValue());
  }
}
