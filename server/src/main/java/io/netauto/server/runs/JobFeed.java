package io.netauto.server.runs;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.Permission;
import io.netauto.server.jobs.JobId;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Service;

/**
 * What happens in a job, from any place in its log to its end, without a gap or a repeat: first
 * what is stored, then what comes, read from the database both times. A subscriber costs no query
 * while nothing happens, and the memory of one message and of the runs that are not over.
 */
@Service
public class JobFeed implements SmartLifecycle {
  private static final Duration PING = Duration.ofSeconds(15);

  /**
   * What happens within this time of a message goes into the next one, so that a job of thousands
   * of runs is told in twenty messages a second and not in hundreds.
   */
  private static final Duration BREATH = Duration.ofMillis(50);

  private final RunJobs jobs;
  private final JobEvents events;
  private final RunReader reader;
  private final NodeNews news;
  private final Masks masks;
  private final SharedFeeds shared;
  private volatile boolean running;

  JobFeed(
      RunJobs jobs,
      JobEvents events,
      RunReader reader,
      NodeNews news,
      Masks masks,
      SharedFeeds shared) {
    this.jobs = jobs;
    this.events = events;
    this.reader = reader;
    this.news = news;
    this.masks = masks;
    this.shared = shared;
  }

  /** Where a feed goes; a method that throws ends the feed. */
  public interface Sink {
    /** The job's own state, at the beginning and at each change. */
    void job(Job job) throws IOException;

    /** What happened; the next news follow on these. */
    void news(JobNews news) throws IOException;

    /** The job is over; nothing follows. */
    void end(Job job) throws IOException;

    /** Nothing happened for a while. */
    void ping() throws IOException;
  }

  /**
   * Feeds the sink on the calling thread until the job is over, the sink throws, the thread is
   * interrupted or the server stops.
   *
   * @param after the position that the subscriber has seen; 0 for all
   * @param output which lines of the runs are wanted; null for none
   */
  public void follow(Actor actor, JobId id, long after, @Nullable View output, Sink sink)
      throws IOException, InterruptedException {
    Job told = jobs.get(actor, id);
    if (output != null) {
      masks.reads(actor, "job", id.toString(), ToldCommands.masked(told.title()));
    }
    try (Signal signal = news.listenToJob(id.value());
        JobReading reading =
            new JobReading(
                shared,
                new SharedFeeds.Key(
                    actor.customer(), id, output, actor.may(Permission.SECRETS_READ)),
                seq -> new JobFollower(events, reader, masks, actor, id, seq, output),
                Math.min(after, told.seq()))) {
      sink.job(told);
      boolean signalled = false;
      while (running) {
        // The job is read before its log: a final state means that the log is complete. Who was
        // woken looks for itself, as there may be no further signal.
        Job job = reading.job(signalled ? Duration.ZERO : BREATH, () -> jobs.get(actor, id));
        if (job.seq() < told.seq()) {
          job = told; // another had read it before
        }
        if (!job.equals(told)) {
          sink.job(job);
          told = job;
        }
        boolean any = reading.send(sink);
        if (job.isFinal() && reading.seq() >= job.seq()) {
          sink.end(job);
          return;
        }
        signalled = !any;
        if (!any && !signal.await(PING)) {
          sink.ping();
        } else if (reading.isLive()) {
          Thread.sleep(BREATH);
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
}
