package io.netauto.server.runs.web;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.runs.LiveFeed;
import io.netauto.server.runs.Run;
import io.netauto.server.runs.RunDownloads;
import io.netauto.server.runs.RunId;
import io.netauto.server.runs.RunLine;
import io.netauto.server.runs.Runs;
import io.netauto.server.runs.View;
import io.netauto.server.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run sent, live and as a download. Each request writes on its own virtual thread, so a slow
 * reader holds up nobody.
 */
@RestController
@RequestMapping("/api/v1/runs/{id}")
@Tag(name = "Runs")
class RunStreams {
  private static final Logger log = LoggerFactory.getLogger(RunStreams.class);

  private final LiveFeed feed;
  private final RunDownloads downloads;
  private final Runs runs;
  private final CurrentActor actor;
  private final JsonMapper json;

  RunStreams(
      LiveFeed feed, RunDownloads downloads, Runs runs, CurrentActor actor, JsonMapper json) {
    this.feed = feed;
    this.downloads = downloads;
    this.runs = runs;
    this.actor = actor;
    this.json = json;
  }

  @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @Operation(
      summary = "Follow a run (server-sent events)",
      description =
          "Events: lines (the id is the place to resume at), run (a change of state), end. Resume"
              + " by the Last-Event-ID header or ?after=.")
  void events(
      @PathVariable long id,
      @RequestParam(required = false) @Nullable Integer after,
      @RequestParam(defaultValue = "session") String view,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
      HttpServletResponse response)
      throws IOException {
    Actor who = actor.get();
    View wanted = RunsApi.viewOf(view);
    int from = position(after, lastEventId);
    runs.get(who, new RunId(id));
    response.setContentType("text/event-stream;charset=UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Accel-Buffering", "no");
    OutputStream out = response.getOutputStream();
    try {
      feed.follow(who, new RunId(id), from, wanted, new EventStream(out, json));
    } catch (IOException e) {
      log.debug("The subscriber of run {} is gone: {}", id, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int position(@Nullable Integer after, @Nullable String lastEventId) {
    try {
      int position =
          lastEventId != null && !lastEventId.isBlank()
              ? Integer.parseInt(lastEventId.strip())
              : after == null ? 0 : after;
      if (position >= 0) {
        return position;
      }
    } catch (NumberFormatException e) {
      // Told below, with the other wrong values.
    }
    throw ProblemException.invalid("after", "A position is the id of an event: 0 or more.");
  }

  /** A live feed as server-sent events (WHATWG HTML, section 9.2). */
  private record EventStream(OutputStream out, JsonMapper json) implements LiveFeed.Sink {

    private record LinesEvent(int seq, List<RunLine> lines, @Nullable RunLine partial) {}

    @Override
    public void run(Run run) throws IOException {
      event("run", null, RunJson.of(run));
    }

    @Override
    public void lines(int seq, List<RunLine> lines, @Nullable RunLine partial) throws IOException {
      event("lines", seq, new LinesEvent(seq, lines, partial));
    }

    @Override
    public void end(Run run) throws IOException {
      event("end", null, RunJson.of(run));
    }

    @Override
    public void ping() throws IOException {
      out.write(": ping\n\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    private void event(String name, @Nullable Integer id, Object data) throws IOException {
      StringBuilder head = new StringBuilder("event: ").append(name).append('\n');
      if (id != null) {
        head.append("id: ").append(id).append('\n');
      }
      head.append("data: ");
      out.write(head.toString().getBytes(StandardCharsets.UTF_8));
      out.write(json.writeValueAsBytes(data)); // JSON holds no line break
      out.write("\n\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }

  @GetMapping("/output")
  @Operation(
      summary = "Download the output",
      description = "text: the clean output of the commands; raw: every byte that the device sent.")
  void output(
      @PathVariable long id,
      @RequestParam(defaultValue = "text") String format,
      HttpServletResponse response)
      throws IOException {
    Run run = runs.get(actor.get(), new RunId(id));
    boolean raw =
        switch (format) {
          case "raw" -> true;
          case "text" -> false;
          default -> throw ProblemException.invalid("format", "A format is text or raw.");
        };
    response.setContentType(raw ? "application/octet-stream" : "text/plain;charset=UTF-8");
    response.setHeader(
        "Content-Disposition",
        "attachment; filename=\"%s-run-%d.%s\""
            .formatted(
                run.device().hostname().replaceAll("[^A-Za-z0-9._-]", "_"),
                id,
                raw ? "raw" : "txt"));
    if (raw) {
      downloads.raw(actor.get(), run.id(), response.getOutputStream());
    } else {
      downloads.text(actor.get(), run.id(), response.getOutputStream());
    }
  }
}
