package io.netauto.server.runs;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was read of a job lately, for all who follow it live in the same way: whoever is first at
 * the end of it reads on, the others are told the same. The last messages are kept, so many that a
 * subscriber may be some messages behind. Thread-safe.
 */
final class SharedFeed {
  private static final int MOST = 256;
  private static final long MOST_SIZE = 1L << 20;

  private final JobFollower reader;
  private final Deque<JobNews> kept = new ArrayDeque<>();
  private long size;
  private boolean broken;
  private int users;

  /**
   * @param reader where it is now, the others begin; nobody else uses it any longer
   */
  SharedFeed(JobFollower reader) {
    this.reader = reader;
  }

  synchronized void join() {
    users++;
  }

  /** Whether it was the last who leaves. */
  synchronized boolean leave() {
    users--;
    if (users == 1) { // who is alone needs nothing but what comes
      kept.clear();
      size = 0;
    }
    return users == 0;
  }

  /** A reading has failed half-way; nobody can go on here. */
  synchronized boolean isBroken() {
    return broken;
  }

  boolean isReadBy(JobFollower follower) {
    return reader == follower;
  }

  /** Whether a subscriber at this place has been told all there was at the last look. */
  synchronized boolean isLive(long seq) {
    return seq >= reader.seq() && reader.isLive();
  }

  /**
   * The place at which a subscriber can go on from here, not before {@code seq}: where it is told
   * one message after the other.
   */
  synchronized long entrance(long seq) {
    if (broken) {
      return seq;
    }
    while (reader.seq() < seq) {
      if (read(seq) == null) {
        return seq; // nothing is there: the reader is at the end as well
      }
    }
    for (JobNews each : kept) {
      if (each.after() >= seq) {
        return each.after();
      }
    }
    return reader.seq();
  }

  /**
   * @param behind the subscriber has been away so long that what follows is not kept any longer
   * @param news null when nothing has happened
   */
  record Next(boolean behind, @Nullable JobNews news) {}

  /** What follows on {@code seq}. */
  synchronized Next next(long seq) {
    if (broken) {
      return new Next(true, null);
    }
    if (seq == reader.seq()) {
      return new Next(false, read(Long.MAX_VALUE));
    }
    Optional<JobNews> found = kept.stream().filter(each -> each.after() == seq).findFirst();
    return new Next(found.isEmpty(), found.orElse(null));
  }

  private @Nullable JobNews read(long upTo) {
    broken = true;
    JobNews news = reader.next(upTo);
    broken = false;
    if (news != null && users > 1) {
      kept.addLast(news.share());
      size += news.size();
      while (kept.size() > MOST || (size > MOST_SIZE && kept.size() > 1)) {
        size -= kept.removeFirst().size();
      }
    }
    return news;
  }
}
