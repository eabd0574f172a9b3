package io.netauto.server.runs.web;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.jobs.JobId;
import io.netauto.server.runs.JobFeed;
import io.netauto.server.runs.RunJobs;
import io.netauto.server.runs.View;
import io.netauto.server.web.ProblemException;
import io.netauto.server.web.Problems;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

/**
 * The WebSocket {@code /ws/jobs/{id}?after=&output=}: the feed of a job for clients that want no
 * server-sent events. A browser is let in from this server's own pages only, since it sends its
 * session's cookie from any page.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class JobSockets implements WebSocketConfigurer {
  private static final String PATH = "/ws/jobs/";
  private static final String WISH = JobSockets.class.getName();

  private final JobFeed feed;
  private final RunJobs jobs;
  private final CurrentActor current;
  private final Problems problems;
  private final JsonMapper json;

  JobSockets(JobFeed feed, RunJobs jobs, CurrentActor current, Problems problems, JsonMapper json) {
    this.feed = feed;
    this.jobs = jobs;
    this.current = current;
    this.problems = problems;
    this.json = json;
  }

  /** Without allowed origins, the registry lets in the server's own only. */
  @Override
  public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
    registry.addHandler(new JobSocket(feed, json), PATH + "*").addInterceptors(new Door());
  }

  /**
   * What a subscriber wants.
   *
   * @param output null for no lines
   */
  record Wish(Actor actor, JobId job, long after, @Nullable View output) {
    static Wish of(Map<String, Object> attributes) {
      if (attributes.get(WISH) instanceof Wish wish) {
        return wish;
      }
      throw new IllegalStateException("A WebSocket got in beside the door.");
    }
  }

  /** Answers a wrong request by a problem, as the API does, before it becomes a WebSocket. */
  private final class Door implements HandshakeInterceptor {
    @Override
    public boolean beforeHandshake(
        ServerHttpRequest request,
        ServerHttpResponse response,
        WebSocketHandler handler,
        Map<String, Object> attributes)
        throws IOException {
      try {
        attributes.put(WISH, wish(request));
        return true;
      } catch (ProblemException e) {
        problems.write(
            e,
            ((ServletServerHttpRequest) request).getServletRequest(),
            ((ServletServerHttpResponse) response).getServletResponse());
        return false;
      }
    }

    private Wish wish(ServerHttpRequest request) {
      Actor actor = current.get();
      String number = request.getURI().getPath().substring(PATH.length());
      if (!number.matches("[0-9]{1,18}")) {
        throw ProblemException.notFound(
            "job_not_found", "There is no job with the number \"" + number + "\".");
      }
      JobId job = jobs.get(actor, new JobId(Long.parseLong(number))).id();
      Map<String, String> parameters =
          UriComponentsBuilder.fromUri(request.getURI())
              .build()
              .getQueryParams()
              .toSingleValueMap();
      return new Wish(
          actor,
          job,
          JobMessages.position(parameters.get("after"), null),
          JobMessages.outputOf(parameters.get("output")));
    }

    @Override
    public void afterHandshake(
        ServerHttpRequest request,
        ServerHttpResponse response,
        WebSocketHandler handler,
        @Nullable Exception exception) {
      // The container tells what went wrong.
    }
  }
}
