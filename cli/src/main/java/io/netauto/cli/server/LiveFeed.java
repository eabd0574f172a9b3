package io.netauto.cli.server;

import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.failure.Failure;
import io.netauto.cli.server.EventStream.Event;
import io.netauto.cli.tls.UntrustedCertificate;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A feed of the server, followed to its end.
 *
 * <p>A lost connection is taken up again after the last event that was handled whole, so nothing is
 * told twice and nothing is left out.
 */
public final class LiveFeed {
  /** The server says something every 15 s, if only a comment. */
  private static final Duration IDLE = Duration.ofSeconds(60);

  /** Takes the events. */
  public interface Handler {
    /** What the feed ends with when this event ends it, else null. */
    @Nullable JsonNode handle(Event event);
  }

  private final Server server;
  private final Patience patience;

  public LiveFeed(Server server, Patience patience) {
    this.server = server;
    this.patience = patience;
  }

  /** Returns what the feed ended with, or null when it did not end within the limit. */
  public @Nullable JsonNode follow(String path, Query query, Duration limit, Handler handler) {
    long end = System.nanoTime() + limit.toNanos();
    String after = null;
    while (true) {
      var left = Duration.ofNanos(end - System.nanoTime());
      if (!left.isPositive()) {
        return null;
      }
      String why = "the server closed the feed";
      try (var events = server.events(path, query, after, IDLE, left)) {
        for (Event event = events.next(); event != null; event = events.next()) {
          JsonNode finished = handler.handle(event);
          if (finished != null) {
            return finished;
          }
          patience.renew();
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
      patience.lost(why, Duration.ofNanos(end - System.nanoTime()));
    }
  }
}
