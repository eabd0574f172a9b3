package io.netauto.server.runs.web;

import io.netauto.server.runs.JobNews;
import io.netauto.server.runs.RunLine;
import io.netauto.server.runs.RunNews;
import io.netauto.server.runs.RunOutput;
import io.netauto.server.runs.View;
import io.netauto.server.web.ProblemException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The messages of a job's feed, the same by server-sent events and WebSocket. */
final class JobMessages {
  private JobMessages() {}

  record RunNewsJson(
      long id,
      long seq,
      String hostname,
      String status,
      @Nullable String cause,
      @Nullable String summary,
      long bytes,
      @Nullable Instant startedAt,
      @Nullable Instant finishedAt,
      @Nullable String answer) {

    static RunNewsJson of(RunNews n) {
      return new RunNewsJson(
          n.id(),
          n.seq(),
          n.hostname(),
          n.status().code(),
          n.cause(),
          n.summary(),
          n.bytes(),
          n.startedAt(),
          n.finishedAt(),
          n.answer());
    }
  }

  record OutputJson(
      long run, String hostname, int entry, List<RunLine> lines, @Nullable RunLine partial) {

    static OutputJson of(RunOutput o) {
      return new OutputJson(o.run(), o.hostname(), o.entry(), o.lines(), o.partial());
    }
  }

  /**
   * All that happened in a job after one event, up to another.
   *
   * @param seq the place to resume at
   */
  record News(long after, long seq, List<RunNewsJson> runs, List<OutputJson> output) {
    static News of(JobNews news) {
      return new News(
          news.after(),
          news.seq(),
          news.runs().stream().map(RunNewsJson::of).toList(),
          news.output().stream().map(OutputJson::of).toList());
    }
  }

  /** News as JSON, encoded once for all who are told. */
  static byte[] encoded(JobNews news, JsonMapper json) {
    return news.encoded(each -> json.writeValueAsBytes(News.of(each)));
  }

  /** Which lines of the runs are wanted; null for none. */
  static @Nullable View outputOf(@Nullable String text) {
    return switch (text == null ? "" : text) {
      case "", "false", "none" -> null;
      case "true", "output" -> View.OUTPUT;
      case "session" -> View.SESSION;
      default -> throw ProblemException.invalid("output", "Output is none, output or session.");
    };
  }

  /** A place in a job's log: what was heard last, or else what was asked for. */
  static long position(@Nullable String after, @Nullable String lastEventId) {
    String text =
        lastEventId != null && !lastEventId.isBlank() ? lastEventId : after == null ? "0" : after;
    if (!text.strip().matches("[0-9]{1,18}")) {
      throw ProblemException.invalid("after", "A position is the id of an event: 0 or more.");
    }
    return Long.parseLong(text.strip());
  }
}
