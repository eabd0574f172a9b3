package io.netauto.server.runs.web;

import io.netauto.server.runs.Job;
import io.netauto.server.runs.JobFeed;
import io.netauto.server.runs.JobNews;
import io.netauto.server.runs.web.JobSockets.Wish;
import io.netauto.server.web.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import tools.jackson.databind.json.JsonMapper;

/**
 * A job's feed as messages {@code {"type": "job" | "runs" | "end", "id": …, "data": …}}. Each
 * subscriber is fed by its own virtual thread, which waits until a message is taken: one that is
 * slow holds up nobody and costs one message of memory, and one that takes nothing for {@link
 * #PATIENCE_MILLIS} is let go.
 */
final class JobSocket extends TextWebSocketHandler {
  private static final Logger log = LoggerFactory.getLogger(JobSocket.class);

  private static final long PATIENCE_MILLIS = 20_000;

  /** Clients have nothing to say. */
  private static final int INCOMING = 1 << 10;

  private final JobFeed feed;
  private final JsonMapper json;
  private final Map<String, Thread> threads = new ConcurrentHashMap<>();

  JobSocket(JobFeed feed, JsonMapper json) {
    this.feed = feed;
    this.json = json;
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) {
    session.setTextMessageSizeLimit(INCOMING);
    session.setBinaryMessageSizeLimit(INCOMING);
    if (session instanceof NativeWebSocketSession open
        && open.getNativeSession() instanceof jakarta.websocket.Session container) {
      container
          .getUserProperties()
          .put("org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT", PATIENCE_MILLIS);
    }
    Wish wish = Wish.of(session.getAttributes());
    Thread thread =
        Thread.ofVirtual().name("job-socket-", 0).unstarted(() -> follow(session, wish));
    threads.put(session.getId(), thread);
    thread.start();
  }

  private void follow(WebSocketSession session, Wish wish) {
    CloseStatus close = CloseStatus.SERVICE_RESTARTED; // when the server stops
    try {
      Sink sink = new Sink(session, json);
      feed.follow(wish.actor(), wish.job(), wish.after(), wish.output(), sink);
      if (sink.ended) {
        close = CloseStatus.NORMAL;
      }
    } catch (IOException | IllegalStateException e) {
      log.debug("The subscriber of job {} is gone: {}", wish.job(), e.toString());
      close = CloseStatus.SESSION_NOT_RELIABLE;
    } catch (InterruptedException e) {
      return; // the client closed
    } catch (ProblemException e) {
      close = CloseStatus.POLICY_VIOLATION.withReason(e.code());
    } catch (RuntimeException e) {
      log.error("The feed of job {} ended.", wish.job(), e);
      close = CloseStatus.SERVER_ERROR;
    } finally {
      threads.remove(session.getId());
    }
    try {
      session.close(close);
    } catch (IOException e) {
      log.debug("The subscriber of job {} was gone already.", wish.job(), e);
    }
  }

  @Override
  public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
    Thread thread = threads.remove(session.getId());
    if (thread != null) {
      thread.interrupt();
    }
  }

  private record Message(String type, @Nullable Long id, Object data) {}

  private static final class Sink implements JobFeed.Sink {
    private final WebSocketSession session;
    private final JsonMapper json;
    private boolean ended;

    Sink(WebSocketSession session, JsonMapper json) {
      this.session = session;
      this.json = json;
    }

    @Override
    public void job(Job job) throws IOException {
      send("job", null, JobJson.of(job));
    }

    @Override
    public void news(JobNews news) throws IOException {
      // As a Message, around what is encoded once for all.
      ByteArrayOutputStream message = new ByteArrayOutputStream();
      message.writeBytes(
          "{\"type\":\"runs\",\"id\":%d,\"data\":"
              .formatted(news.seq())
              .getBytes(StandardCharsets.UTF_8));
      message.writeBytes(JobMessages.encoded(news, json));
      message.write('}');
      session.sendMessage(new TextMessage(message.toByteArray()));
    }

    @Override
    public void end(Job job) throws IOException {
      send("end", null, JobJson.of(job));
      ended = true;
    }

    @Override
    public void ping() throws IOException {
      session.sendMessage(new PingMessage());
    }

    private void send(String type, @Nullable Long id, Object data) throws IOException {
      session.sendMessage(new TextMessage(json.writeValueAsBytes(new Message(type, id, data))));
    }
  }
}
