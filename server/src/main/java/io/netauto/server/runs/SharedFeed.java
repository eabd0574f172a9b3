package io.netauto.server.runs;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was read of a job lately, for all who follow it live in the same way: whoever is first at
 * the end of it reads on, the others are told the same. The last messages are kept, so many that a
 * subscriber may be some messages behind. Thread-safe.
 */
final class SharedFeed {
  private static final int MOST = 256;

  /** In characters: of one feed, of all feeds, and of one when all are beyond that. */
  private static final long MOST_SIZE = 8L << 20;

  private static final long MOST_OF_ALL = 64L << 20;
  private static final long LEAST_SIZE = 1L << 20;

  /** Who follows alone needs nothing but what comes, but another may join soon. */
  private static final long ALONE_SIZE = 128L << 10;

  private final JobFollower reader;
  private final AtomicLong sizeOfAll;
  private final Deque<JobNews> kept = new ArrayDeque<>();
  private long size;
  private boolean broken;
  private int users;
  private final Object jobLock = new Object();
  private @Nullable Job job;
  private long jobReadAt;

  /**
   * @param reader where it is now, the others begin; nobody else uses it any longer
   * @param sizeOfAll what all feeds keep
   */
  SharedFeed(JobFollower reader, AtomicLong sizeOfAll) {
    this.reader = reader;
    this.sizeOfAll = sizeOfAll;
  }

  synchronized void join() {
    users++;
  }

  /** Whether it was the last who leaves. */
  synchronized boolean leave() {
    users--;
    if (users == 0) {
      kept.clear();
      grown(-size);
    } else {
      trim();
    }
    return users == 0;
  }

  /** Whether a subscriber at this place is told what follows without reading much. */
  synchronized boolean isNear(long seq) {
    return !broken
        && (seq > reader.seq()
            ? reader.isLive()
            : seq == reader.seq() || (!kept.isEmpty() && kept.getFirst().after() <= seq));
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
   * The job, as one of the subscribers has read it within this time.
   *
   * @param read reads it
   */
  Job job(Duration newerThan, Supplier<Job> read) {
    synchronized (jobLock) {
      long now = System.nanoTime();
      Job known = job;
      if (known == null || now - jobReadAt >= newerThan.toNanos()) {
        known = read.get();
        job = known;
        jobReadAt = now;
      }
      return known;
    }
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
    if (news != null && (users > 1 || news.size() <= ALONE_SIZE)) {
      kept.addLast(news.share());
      grown(news.size());
      trim();
    }
    return news;
  }

  private void trim() {
    while (kept.size() > MOST || (size > mostSize() && (kept.size() > 1 || users <= 1))) {
      grown(-kept.removeFirst().size());
    }
  }

  private long mostSize() {
    if (users <= 1) {
      return ALONE_SIZE;
    }
    return sizeOfAll.get() > MOST_OF_ALL ? LEAST_SIZE : MOST_SIZE;
  }

  private void grown(long by) {
    size += by;
    sizeOfAll.addAndGet(by);
  }
}
