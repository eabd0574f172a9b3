package io.netauto.cli.run;

import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.failure.Failure;
import io.netauto.cli.server.EventStream.Event;
import io.netauto.cli.server.Json;
import io.netauto.cli.server.Query;
import io.netauto.cli.server.Server;
import io.netauto.cli.tls.UntrustedCertificate;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Follows a run to its end over its live feed.
 *
 * <p>A lost connection is taken up again after the last event that was handled whole, so nothing is
 * shown twice and nothing is left out; each attempt that brings no event doubles the pause before
 * the next.
 */
final class FollowRun {
  /** The server says something every 15 s, if only a comment. */
  private static final Duration IDLE = Duration.ofSeconds(60);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
  private static final int ATTEMPTS = 8;

  /** Is told what comes. */
  interface Watcher {
    /**
     * New lines came.
     *
     * @param partial the unfinished last line, which the next call replaces; null for none
     */
    void lines(List<OutputLine> lines, @Nullable OutputLine partial);

    void state(JsonNode run);

    void lost(String why, Duration pause);
  }

  private final Server server;
  private final Watcher watcher;
  private final Duration firstPause;

  FollowRun(Server server, Watcher watcher) {
    this(server, watcher, Duration.ofMillis(250));
  }

  FollowRun(Server server, Watcher watcher, Duration firstPause) {
    this.server = server;
    this.watcher = watcher;
    this.firstPause = firstPause;
  }

  /**
   * Returns the run in its final state, or null when it did not get there within the limit.
   *
   * @param view {@code session} or {@code output}
   */
  @Nullable JsonNode follow(String id, String view, Duration limit) {
    String path = "/runs/" + Server.segment(id) + "/events";
    long end = System.nanoTime() + limit.toNanos();
    String after = null;
    int failures = 0;
    while (true) {
      var left = Duration.ofNanos(end - System.nanoTime());
      if (!left.isPositive()) {
        return null;
      }
      String why = "the server closed the feed";
      try (var events = server.events(path, new Query().with("view", view), after, IDLE, left)) {
        for (Event event = events.next(); event != null; event = events.next()) {
          JsonNode finished = handle(event);
          if (finished != null) {
            return finished;
          }
          failures = 0;
          after = event.id() == null ? after : event.id();
        }
      } catch (IOException e) {
        if (UntrustedCertificate.in(e) != null) {
          throw server.unreachable(e);
        }
        why = e.getMessage() == null ? "the connection broke" : e.getMessage();
      } catch (Failure e) {
        if (e.exitCode() != ExitCode.UNREACHABLE) {
          throw e;
        }
        why = e.getMessage();
      }
      failures++;
      if (failures == ATTEMPTS) {
        throw new Failure(
            ExitCode.UNREACHABLE,
            "The connection to "
                + server.url()
                + " is lost ("
                + why
                + "). The run goes on there; follow it with: netauto run watch "
                + id);
      }
      pause(why, failures, Duration.ofNanos(end - System.nanoTime()));
    }
  }

  /** The run when the event ends it, else null. */
  private @Nullable JsonNode handle(Event event) {
    switch (event.name()) {
      case "lines" -> {
        JsonNode data = Json.read(event.data());
        watcher.lines(OutputLine.all(data.path("lines")), OutputLine.of(data.path("partial")));
      }
      case "run" -> watcher.state(Json.read(event.data()));
      case "end" -> {
        return Json.read(event.data());
      }
      default -> {} // of later times
    }
    return null;
  }

  private void pause(String why, int failures, Duration left) {
    Duration pause = firstPause.multipliedBy(1L << (failures - 1));
    pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    watcher.lost(why, pause);
    try {
      Thread.sleep(pause.compareTo(left) > 0 ? left : pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure(ExitCode.CANCELLED, "Interrupted.", e);
    }
  }
}
