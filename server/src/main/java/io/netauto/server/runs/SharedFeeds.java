package io.netauto.server.runs;

import io.netauto.server.identity.CustomerId;
import io.netauto.server.jobs.JobId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The shared feeds of the jobs that are followed now; one lasts as long as anybody uses it. */
@Component
class SharedFeeds {
  private final Map<Key, SharedFeed> feeds = new HashMap<>();
  private final AtomicLong size = new AtomicLong();

  /**
   * Those who see the same.
   *
   * @param view which lines are wanted; null for none
   * @param unmasked whether secrets are shown
   */
  record Key(CustomerId customer, JobId job, @Nullable View view, boolean unmasked) {}

  /**
   * One more uses the feed, if it is near to where that one is.
   *
   * @param reader begins it, where there is none yet or only one that is far behind a reader who is
   *     live, and belongs to it then
   */
  synchronized Optional<SharedFeed> join(Key key, JobFollower reader) {
    SharedFeed feed = feeds.get(key);
    if (feed != null && !feed.isBroken() && !feed.isNear(reader.seq()) && !reader.isLive()) {
      return Optional.empty();
    }
    if (feed == null || !feed.isNear(reader.seq())) {
      feed = new SharedFeed(reader, size);
      feeds.put(key, feed);
    }
    feed.join();
    return Optional.of(feed);
  }

  /** One more, who has read nothing yet, uses the feed, if there is one near to that place. */
  synchronized Optional<SharedFeed> join(Key key, long seq) {
    SharedFeed feed = feeds.get(key);
    if (feed == null || !feed.isNear(seq)) {
      return Optional.empty();
    }
    feed.join();
    return Optional.of(feed);
  }

  synchronized void leave(Key key, SharedFeed feed) {
    if (feed.leave()) {
      feeds.remove(key, feed);
    }
  }

  synchronized int size() {
    return feeds.size();
  }
}
