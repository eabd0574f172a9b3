package io.netauto.server.runs;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber's reading of a job: alone through what has happened, and together with all who are
 * near the same place. Who is slower than the others reads alone again until it is with them. Not
 * safe for use by several threads.
 */
final class JobReading implements AutoCloseable {
  private final SharedFeeds feeds;
  private final SharedFeeds.Key key;
  private final LongFunction<JobFollower> followers;
  private @Nullable JobFollower own;
  private @Nullable SharedFeed shared;
  private long seq;
  private boolean live;

  /**
   * @param followers makes one that begins after an event
   * @param after the newest event that the subscriber has seen
   */
  JobReading(
      SharedFeeds feeds, SharedFeeds.Key key, LongFunction<JobFollower> followers, long after) {
    this.feeds = feeds;
    this.key = key;
    this.followers = followers;
    this.seq = after;
  }

  /** The newest event that was told. */
  long seq() {
    return seq;
  }

  /** Whether the last message told all there was. */
  boolean isLive() {
    return live;
  }

  /**
   * The job, which may be so old when others follow it as well; always older than what {@link
   * #send} tells next.
   *
   * @param read reads it
   */
  Job job(Duration newerThan, Supplier<Job> read) {
    SharedFeed with = shared;
    return with == null ? read.get() : with.job(newerThan, read);
  }

  /** Tells the next events, if there are any. */
  boolean send(JobFeed.Sink sink) throws IOException {
    if (shared == null && own == null) {
      shared = feeds.join(key, seq).orElse(null);
      if (shared == null) {
        join(followers.apply(seq));
      }
    }
    SharedFeed with = shared;
    if (with == null) {
      return alone(sink, Long.MAX_VALUE);
    }
    if (own != null) { // on the way to the others
      long entrance = with.entrance(seq);
      if (entrance > seq) {
        return alone(sink, entrance);
      }
      own = null;
    }
    SharedFeed.Next next = with.next(seq);
    if (next.behind()) {
      leave();
      return alone(sink, Long.MAX_VALUE);
    }
    JobNews news = next.news();
    live = with.isLive(news == null ? seq : news.seq());
    return tell(sink, news);
  }

  private boolean alone(JobFeed.Sink sink, long upTo) throws IOException {
    JobFollower reader = own;
    if (reader == null) {
      reader = followers.apply(seq);
      own = reader;
    }
    JobNews news = reader.next(upTo);
    live = reader.isLive();
    if (shared == null) {
      join(reader);
    }
    return tell(sink, news);
  }

  private void join(JobFollower reader) {
    shared = feeds.join(key, reader).orElse(null);
    own = shared != null && shared.isReadBy(reader) ? null : reader;
  }

  private boolean tell(JobFeed.Sink sink, @Nullable JobNews news) throws IOException {
    if (news == null) {
      return false;
    }
    seq = news.seq();
    sink.news(news);
    return true;
  }

  private void leave() {
    SharedFeed with = shared;
    if (with != null) {
      shared = null;
      own = null;
      feeds.leave(key, with);
    }
  }

  @Override
  public void close() {
    leave();
  }
}
