package io.netauto.server.runs;

import io.netauto.driver.config.Redactor;
import io.netauto.server.identity.Actor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Service;

/**
 * What a run says, from any place in its log to its end: first what is stored, then what comes,
 * read from the database both times, so that there is no seam between the two.
 */
@Service
public class LiveFeed implements SmartLifecycle {
  private static final Duration PING = Duration.ofSeconds(15);

  private final Runs runs;
  private final RunReader reader;
  private final NodeNews news;
  private final Masks masks;
  private volatile boolean running;

  LiveFeed(Runs runs, RunReader reader, NodeNews news, Masks masks) {
    this.runs = runs;
    this.reader = reader;
    this.news = news;
    this.masks = masks;
  }

  /** Where a feed goes; a method that throws ends the feed. */
  public interface Sink {
    void run(Run run) throws IOException;

    /**
     * Finished lines up to the log's position {@code seq}, and the unfinished one after them.
     *
     * @param partial replaces what the event before gave
     */
    void lines(int seq, List<RunLine> lines, @Nullable RunLine partial) throws IOException;

    /** The run is over; nothing follows. */
    void end(Run run) throws IOException;

    /** Nothing happened for a while. */
    void ping() throws IOException;
  }

  /**
   * Feeds the sink on the calling thread until the run is over, the sink throws or the thread is
   * interrupted.
   *
   * @param after the position that the subscriber has seen; 0 for all
   */
  public void follow(Actor actor, RunId id, int after, View view, Sink sink)
      throws IOException, InterruptedException {
    Run first = runs.get(actor, id);
    try (Signal signal = news.listen(id.value())) {
      sink.run(first);
      Follower follower =
          new Follower(id, Math.min(after, (int) first.seq()), view, masks.toRead(actor, first));
      follower.sendPartial(sink, first.status().isFinal());
      Run told = first;
      while (running) {
        // The status is read before the log: a final status means that the log is complete.
        Run run = runs.get(actor, id);
        if (run.status() != told.status()) {
          sink.run(run);
          told = run;
        }
        boolean any = follower.send(sink, run.status().isFinal());
        if (run.status().isFinal() && follower.seq >= run.seq()) {
          sink.end(run);
          return;
        }
        if (!any && !signal.await(PING)) {
          sink.ping();
        }
      }
    }
  }

  @Override
  public void start() {
    running = true;
  }

  /** Ends all feeds, so that the web server does not wait for them; subscribers come back. */
  @Override
  public void stop() {
    running = false;
    news.wakeAll();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Starts last and stops first. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }

  private final class Follower {
    private final RunId run;
    private final Lines lines;
    private final List<RunLine> pending = new ArrayList<>();
    private final View view;
    private int seq;

    /** Brings the transcript to where the subscriber is, without a word. */
    Follower(RunId run, int after, View view, @Nullable Redactor mask) {
      this.run = run;
      this.view = view;
      RunReader.Start start =
          after == 0 ? new RunReader.Start(1, null) : reader.startFor(run, after, mask);
      this.lines = new Lines(view, mask, pending::add).from(start.place());
      this.seq = start.seq() - 1;
      while (seq < after) {
        for (LogEntry entry : reader.after(run, seq)) {
          if (entry.seq() > after) {
            break;
          }
          lines.pass(entry);
        }
        seq = Math.min(after, seq + RunReader.BATCH);
        pending.clear();
      }
    }

    /** A line that is not finished and does not grow is told at the beginning, or never. */
    private void sendPartial(Sink sink, boolean over) throws IOException {
      RunLine partial = view == View.SESSION ? lines.partial(over) : null;
      if (partial != null) {
        sink.lines(seq, List.of(), partial);
      }
    }

    private boolean send(Sink sink, boolean over) throws IOException {
      List<LogEntry> entries = reader.after(run, seq);
      for (LogEntry entry : entries) {
        lines.feed(entry);
        seq = entry.seq();
      }
      if (!entries.isEmpty()) {
        // A partial line of output may turn out to be the prompt: only the session view shows it.
        sink.lines(seq, List.copyOf(pending), view == View.SESSION ? lines.partial(over) : null);
        pending.clear();
      }
      return !entries.isEmpty();
    }
  }
}
