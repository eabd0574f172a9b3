package io.netauto.cli.run;

import io.netauto.cli.server.EventStream.Event;
import io.netauto.cli.server.Json;
import io.netauto.cli.server.LiveFeed;
import io.netauto.cli.server.Patience;
import io.netauto.cli.server.Query;
import io.netauto.cli.server.Server;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Follows a run to its end over its live feed. */
final class FollowRun {
  /** Is told what comes. */
  interface Watcher extends Patience.Watcher {
    /**
     * New lines came.
     *
     * @param partial the unfinished last line, which the next call replaces; null for none
     */
    void lines(List<OutputLine> lines, @Nullable OutputLine partial);

    void state(JsonNode run);
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
    String advice = "The run goes on there; follow it with: netauto run watch " + id;
    return new LiveFeed(server, new Patience(server, watcher, firstPause, advice))
        .follow(
            "/runs/" + Server.segment(id) + "/events",
            new Query().with("view", view),
            limit,
            this::handle);
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
}
