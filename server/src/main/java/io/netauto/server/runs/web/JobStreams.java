package io.netauto.server.runs.web;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.jobs.JobId;
import io.netauto.server.runs.Job;
import io.netauto.server.runs.JobDownloads;
import io.netauto.server.runs.JobFeed;
import io.netauto.server.runs.JobNews;
import io.netauto.server.runs.RunJobs;
import io.netauto.server.runs.View;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
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

/** What happens in a job, live, and what came of it as a download. */
@RestController
@RequestMapping("/api/v1/jobs/{id}")
@Tag(name = "Jobs")
class JobStreams {
  private static final Logger log = LoggerFactory.getLogger(JobStreams.class);

  private final JobFeed feed;
  private final JobDownloads downloads;
  private final RunJobs jobs;
  private final CurrentActor actor;
  private final JsonMapper json;

  JobStreams(
      JobFeed feed, JobDownloads downloads, RunJobs jobs, CurrentActor actor, JsonMapper json) {
    this.feed = feed;
    this.downloads = downloads;
    this.jobs = jobs;
    this.actor = actor;
    this.json = json;
  }

  @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @Operation(
      summary = "Follow a job (server-sent events)",
      description =
          "Events: job (its counters), runs (which runs moved after one event of the job up to"
              + " another; the id is the place to resume at), end. With output=output or"
              + " output=session, runs also holds what the devices said. Resume by the"
              + " Last-Event-ID header or ?after=.")
  void events(
      @PathVariable long id,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String output,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
      HttpServletResponse response)
      throws IOException {
    Actor who = actor.get();
    View wanted = JobMessages.outputOf(output);
    long from = JobMessages.position(after, lastEventId);
    jobs.get(who, new JobId(id));
    response.setContentType("text/event-stream;charset=UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Accel-Buffering", "no");
    OutputStream out = response.getOutputStream();
    try {
      feed.follow(who, new JobId(id), from, wanted, new EventStream(out, json));
    } catch (IOException e) {
      log.debug("The subscriber of job {} is gone: {}", id, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A job's feed as server-sent events (WHATWG HTML, section 9.2). */
  private record EventStream(OutputStream out, JsonMapper json) implements JobFeed.Sink {
    @Override
    public void job(Job job) throws IOException {
      event("job", null, JobJson.of(job));
    }

    @Override
    public void news(JobNews news) throws IOException {
      event("runs", news.seq(), JobMessages.encoded(news, json));
    }

    @Override
    public void end(Job job) throws IOException {
      event("end", null, JobJson.of(job));
    }

    @Override
    public void ping() throws IOException {
      out.write(": ping\n\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    private void event(String name, @Nullable Long id, Object data) throws IOException {
      event(name, id, json.writeValueAsBytes(data));
    }

    private void event(String name, @Nullable Long id, byte[] data) throws IOException {
      String head = "event: " + name + '\n' + (id == null ? "" : "id: " + id + '\n') + "data: ";
      out.write(head.getBytes(StandardCharsets.UTF_8));
      out.write(data); // JSON holds no line break
      out.write("\n\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }

  @GetMapping(path = "/output.zip", produces = "application/zip")
  @Operation(
      summary = "Download all outputs",
      description =
          "An archive of summary.csv, a row for each device, and a text file with the clean output"
              + " of each.")
  void zip(@PathVariable long id, HttpServletResponse response) throws IOException {
    Actor who = actor.get();
    jobs.get(who, new JobId(id));
    response.setContentType("application/zip");
    response.setHeader("Content-Disposition", "attachment; filename=\"job-%d.zip\"".formatted(id));
    downloads.zip(who, new JobId(id), response.getOutputStream());
  }
}
