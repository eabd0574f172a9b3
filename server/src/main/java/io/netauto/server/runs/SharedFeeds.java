package io.netauto.server.runs;

import io.netauto.server.identity.CustomerId;
import io.netauto.server.jobs.JobId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The shared feeds of the jobs that are followed now; one lasts as long as anybody uses it. */
@Component
class SharedFeeds {
  private final Map<Key, SharedFeed> feeds = new HashMap<>();

  /**
   * Those who see the same.
   *
   * @param view which lines are wanted; null for none
   * @param unmasked whether secrets are shown
   */
  record Key(CustomerId customer, JobId job, @Nullable View view, boolean unmasked) {}

  /**
   * One more uses the feed.
   *
   * @param reader begins it, where there is none yet, and belongs to it then
   */
  synchronized SharedFeed join(Key key, JobFollower reader) {
    SharedFeed feed = feeds.get(key);
    if (feed == null || feed.isBroken()) {
      feed = new SharedFeed(reader);
      feeds.put(key, feed);
    }
    feed.join();
    return feed;
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
