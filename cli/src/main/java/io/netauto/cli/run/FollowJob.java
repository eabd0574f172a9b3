package io.netauto.cli.run;

import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.failure.Failure;
import io.netauto.cli.server.EventStream.Event;
import io.netauto.cli.server.Json;
import io.netauto.cli.server.LiveFeed;
import io.netauto.cli.server.Patience;
import io.netauto.cli.server.Query;
import io.netauto.cli.server.Server;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Follows a job to its end over its live feed, or by reading it each second from a server that has
 * no feed of jobs.
 */
final class FollowJob {
  /** Is told what comes. */
  interface Watcher extends Patience.Watcher {
    void job(JsonNode job);
  }

  private final Server server;
  private final Watcher watcher;
  private final Duration firstPause;
  private final Duration between;

  FollowJob(Server server, Watcher watcher) {
    this(server, watcher, Duration.ofMillis(250), Duration.ofSeconds(1));
  }

  /**
   * A follower with pauses of its own.
   *
   * @param firstPause after a first lost connection
   * @param between two readings of a job that has no feed
   */
  FollowJob(Server server, Watcher watcher, Duration firstPause, Duration between) {
    this.server = server;
    this.watcher = watcher;
    this.firstPause = firstPause;
    this.between = between;
  }

  /** Returns the job in its final state, or null when it did not get there within the limit. */
  @Nullable JsonNode follow(String id, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    var patience =
        new Patience(
            server,
            watcher,
            firstPause,
            "The job goes on there; follow it with: netauto job watch " + id);
    try {
      return new LiveFeed(server, patience)
          .follow(JobWords.path(id) + "/events", new Query(), limit, this::handle);
    } catch (Failure e) {
      if (e.exitCode() != ExitCode.NOT_FOUND) {
        throw e;
      }
    }
    return read(id, end, patience);
  }

  /** The job when the event ends it, else null. */
  private @Nullable JsonNode handle(Event event) {
    switch (event.name()) {
      case "job" -> watcher.job(Json.read(event.data()));
      case "end" -> {
        JsonNode job = Json.read(event.data());
        watcher.job(job);
        return job;
      }
      default -> {} // runs: the counters say all that is shown, and its id is the place to resume
    }
    return null;
  }

  private @Nullable JsonNode read(String id, long end, Patience patience) {
    while (true) {
      var left = Duration.ofNanos(end - System.nanoTime());
      if (!left.isPositive()) {
        return null;
      }
      try {
        JsonNode job = server.get(JobWords.path(id));
        watcher.job(job);
        if (JobWords.isFinal(job)) {
          return job;
        }
        patience.renew();
        Patience.rest(between.compareTo(left) > 0 ? left : between);
      } catch (Failure e) {
        if (e.exitCode() != ExitCode.UNREACHABLE) {
          throw e;
        }
        patience.lost(e.getMessage(), left);
      }
    }
  }
}
