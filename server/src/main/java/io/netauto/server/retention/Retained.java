package io.netauto.server.retention;

import java.time.Instant;

/** Data of a feature that is swept; offered as a bean. */
public interface Retained {

  /** What it is, in a word for reports: {@code runs}. */
  String name();

  /**
   * What was removed, or would be.
   *
   * @param items how many
   * @param bytes of their content
   */
  record Removed(long items, long bytes) {
    public static final Removed NOTHING = new Removed(0, 0);

    public Removed and(Removed more) {
      return new Removed(items + more.items, bytes + more.bytes);
    }
  }

  /** What a sweep would remove; changes nothing. */
  Removed wouldRemove(RetentionRules rules, Instant now);

  /**
   * Removes a small batch in a transaction of its own, so that nobody waits for the sweep.
   *
   * @return nothing when there is no more to remove
   */
  Removed removeSome(RetentionRules rules, Instant now);
}
