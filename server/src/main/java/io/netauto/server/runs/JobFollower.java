package io.netauto.server.runs;

import io.netauto.driver.config.Redactor;
import io.netauto.server.identity.Actor;
import io.netauto.server.jobs.JobId;
import io.netauto.server.runs.JobEvents.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A way through the log of a job. Not safe for use by several threads. */
final class JobFollower {
  /** Events of one message without output. */
  private static final int BATCH = 1_000;

  /** Events of one message with output, if the runs did not say much. */
  private static final int OUTPUT_BATCH = 512;

  /** So many in any case; each may tell of {@link RunLog#LIMIT} bytes. */
  private static final int LEAST_OUTPUT_BATCH = 32;

  /** Bytes of output that a message of more events holds. */
  private static final long OUTPUT_BYTES = 1L << 20;

  private final JobEvents events;
  private final RunReader reader;
  private final Masks masks;
  private final Actor actor;
  private final JobId job;
  private final @Nullable View view;
  private final Map<Long, Place> places = new HashMap<>();
  private long seq;
  private boolean live;

  /** Where the subscriber is in the log of a run that is not over. */
  private static final class Place {
    private final List<RunLine> pending = new ArrayList<>();
    private int entry;

    /** How many bytes of the run were told; less for a subscriber who came back. */
    private long bytes;

    private @Nullable Lines lines;

    Place(int entry) {
      this.entry = entry;
    }
  }

  /**
   * @param after the newest event that the subscriber has seen
   * @param view which lines are wanted; null for none
   */
  JobFollower(
      JobEvents events,
      RunReader reader,
      Masks masks,
      Actor actor,
      JobId job,
      long after,
      @Nullable View view) {
    this.events = events;
    this.reader = reader;
    this.masks = masks;
    this.actor = actor;
    this.job = job;
    this.view = view;
    this.seq = after;
    if (view != null && after > 0) {
      events.unfinished(job, after).forEach((run, entry) -> places.put(run, new Place(entry)));
    }
  }

  /** The newest event that was read. */
  long seq() {
    return seq;
  }

  /** Whether the last reading found all there was. */
  boolean isLive() {
    return live;
  }

  /**
   * Reads the next events.
   *
   * @param upTo the last event that is wanted
   * @return null when there are none
   */
  @Nullable JobNews next(long upTo) {
    int limit = view == null ? BATCH : OUTPUT_BATCH;
    List<Event> batch = events.after(job, seq, limit);
    live = batch.size() < limit;
    if (!batch.isEmpty() && batch.getLast().seq() > upTo) {
      batch = batch.stream().filter(event -> event.seq() <= upTo).toList();
      live = false;
    }
    if (batch.isEmpty()) {
      return null;
    }
    Map<Long, RunNews> now =
        events.runs(job, batch.stream().map(Event::run).collect(Collectors.toSet()));
    if (view != null) {
      int fitting = fitting(batch, now);
      live &= fitting == batch.size();
      batch = batch.subList(0, fitting);
    }
    Map<Long, Event> last = new LinkedHashMap<>();
    for (Event event : batch) {
      last.put(event.run(), event);
    }
    List<RunNews> runs = new ArrayList<>(last.size());
    for (Event event : last.values()) {
      RunNews run = now.get(event.run());
      if (run != null) {
        runs.add(asTold(event, run));
      }
    }
    List<RunOutput> output = view == null ? List.of() : output(view, last, now);
    long after = seq;
    seq = batch.getLast().seq();
    return new JobNews(after, seq, runs, output);
  }

  /** How many of the events fit into a message: with what their runs have said since they were. */
  private int fitting(List<Event> batch, Map<Long, RunNews> now) {
    Set<Long> counted = new HashSet<>();
    long bytes = 0;
    for (int i = 0; i < batch.size(); i++) {
      long id = batch.get(i).run();
      RunNews run = now.get(id);
      if (run != null && counted.add(id)) {
        Place place = places.get(id);
        bytes += Math.max(0, run.bytes() - (place == null ? 0 : place.bytes));
      }
      if (bytes > OUTPUT_BYTES && i >= LEAST_OUTPUT_BATCH) {
        return i;
      }
    }
    return batch.size();
  }

  /** What the run shows now belongs to the event only if it is still in the event's status. */
  private RunNews asTold(Event event, RunNews run) {
    boolean same = run.status() == event.status();
    Redactor mask = masks.of(actor, run.platform(), job.value());
    String summary = run.summary();
    return new RunNews(
        run.id(),
        event.seq(),
        run.hostname(),
        run.platform(),
        event.status(),
        same ? run.cause() : null,
        !same || summary == null || mask == null
            ? (same ? summary : null)
            : Masks.words(mask, summary),
        run.bytes(),
        run.startedAt(),
        same ? run.finishedAt() : null,
        same ? run.answer() : null);
  }

  private List<RunOutput> output(View wanted, Map<Long, Event> last, Map<Long, RunNews> now) {
    List<RunReader.Span> spans = new ArrayList<>();
    for (Event event : last.values()) {
      Place place = places.get(event.run());
      int from = place == null ? 0 : place.entry;
      if (event.entry() > from && now.containsKey(event.run())) {
        spans.add(new RunReader.Span(event.run(), from, event.entry()));
      }
    }
    if (!spans.isEmpty()) {
      reader.spans(
          spans,
          (run, entry) -> {
            RunNews of = now.get(run.value());
            feed(
                wanted,
                run,
                entry,
                of == null ? null : masks.of(actor, of.platform(), job.value()));
          });
    }
    List<RunOutput> output = new ArrayList<>();
    for (Event event : last.values()) {
      Place place = places.get(event.run());
      RunNews run = now.get(event.run());
      boolean over = event.status().isFinal();
      if (place != null && run != null) {
        RunLine partial = partial(wanted, place, over);
        if (!place.pending.isEmpty() || partial != null) {
          output.add(
              new RunOutput(event.run(), run.hostname(), place.entry, place.pending, partial));
          place.pending.clear();
        }
      }
      if (over) {
        places.remove(event.run());
      }
    }
    return output;
  }

  private void feed(View wanted, RunId run, LogEntry entry, @Nullable Redactor mask) {
    Place place = places.computeIfAbsent(run.value(), id -> new Place(0));
    lines(wanted, run, place, mask).feed(entry);
    place.entry = entry.seq();
    place.bytes += entry.data() == null ? 0 : entry.data().length;
  }

  /** The reader of the run's lines, brought to the place where the subscriber is. */
  private Lines lines(View wanted, RunId run, Place place, @Nullable Redactor mask) {
    Lines lines = place.lines;
    if (lines == null) {
      RunReader.Start start =
          place.entry == 0 ? new RunReader.Start(1, null) : reader.startFor(run, place.entry, mask);
      lines = new Lines(wanted, mask, place.pending::add).from(start.place());
      int at = start.seq() - 1;
      while (at < place.entry) {
        List<LogEntry> entries = reader.after(run, at);
        if (entries.isEmpty()) {
          break;
        }
        for (LogEntry entry : entries) {
          if (entry.seq() <= place.entry) {
            lines.pass(entry);
          }
          at = entry.seq();
        }
        place.pending.clear(); // told before
      }
      place.lines = lines;
    }
    return lines;
  }

  /** A partial line of output may turn out to be the prompt, as long as the run is not over. */
  private static @Nullable RunLine partial(View wanted, Place place, boolean over) {
    Lines lines = place.lines;
    return lines == null || (wanted == View.OUTPUT && !over) ? null : lines.partial(over);
  }
}
