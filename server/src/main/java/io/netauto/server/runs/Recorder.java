package io.netauto.server.runs;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes what all sessions of this node send. One thread stores the entries of every run that has
 * some in one transaction, tells the positions to all nodes in the same transaction, and waits a
 * moment so that the next commit has company: many devices cost as few commits as one.
 */
@Component
class Recorder implements SmartLifecycle {
  private static final byte[] NOTHING = {};
  private static final Logger log = LoggerFactory.getLogger(Recorder.class);

  /** How long entries gather for one commit; adds to the latency of the live feed. */
  private static final Duration LINGER = Duration.ofMillis(8);

  private static final Duration RETRY_FIRST = Duration.ofMillis(100);
  private static final Duration RETRY_LAST = Duration.ofSeconds(2);

  /** Bytes of one transaction; the rest goes into the next. */
  private static final int BATCH_BYTES = 8 << 20;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final RunStates states;
  private final MarkCodec marks;
  private final SealedOutput sealed;
  private final Timer commits;
  private final Counter stored;
  private final LinkedBlockingQueue<RunLog> dirty = new LinkedBlockingQueue<>();
  private volatile boolean running;
  private volatile Thread writer = Thread.currentThread();

  Recorder(
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      RunStates states,
      MarkCodec marks,
      SealedOutput sealed,
      MeterRegistry meters) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.states = states;
    this.marks = marks;
    this.sealed = sealed;
    this.commits =
        Timer.builder("netauto.recorder.commit")
            .description("Transactions that store output")
            .publishPercentileHistogram()
            .register(meters);
    this.stored =
        Counter.builder("netauto.recorder.bytes")
            .description("Bytes of device output stored")
            .baseUnit("bytes")
            .register(meters);
  }

  /** This run has something to store. */
  void dirty(RunLog run) {
    dirty.add(run);
  }

  private record Batch(RunLog run, RunLog.Waiting waiting) {}

  private void write() {
    while (running || !dirty.isEmpty()) {
      try {
        List<Batch> batches = gather();
        if (!batches.isEmpty()) {
          store(batches);
        }
        if (running) {
          Thread.sleep(LINGER);
        }
      } catch (InterruptedException e) {
        // stop() asks to finish what waits.
      }
    }
  }

  private List<Batch> gather() throws InterruptedException {
    SequencedSet<RunLog> runs = new LinkedHashSet<>();
    runs.add(running ? dirty.take() : dirty.remove());
    Map<RunLog, RunLog.Waiting> batches = new LinkedHashMap<>();
    int size = 0;
    while (!runs.isEmpty() && size < BATCH_BYTES) {
      RunLog run = runs.removeFirst();
      RunLog.Waiting waiting = run.take();
      if (!waiting.isEmpty()) {
        batches.merge(run, waiting, RunLog.Waiting::and);
        size += waiting.size();
      }
      if (runs.isEmpty()) {
        dirty.drainTo(runs);
      }
    }
    dirty.addAll(runs);
    return batches.entrySet().stream().map(e -> new Batch(e.getKey(), e.getValue())).toList();
  }

  /** Tries until the database takes it; meanwhile the sessions wait, and nothing is lost. */
  private void store(List<Batch> batches) {
    Duration pause = RETRY_FIRST;
    for (int attempt = 1; ; attempt++) {
      try {
        Set<Long> own = new HashSet<>();
        commits.record(
            () -> transaction.executeWithoutResult(status -> own.addAll(insert(batches))));
        for (Batch batch : batches) {
          if (own.contains(batch.run().run().id().value())) {
            stored.increment(batch.waiting().size());
            batch.run().stored(batch.waiting());
          } else {
            lost(batch);
          }
        }
        return;
      } catch (DataIntegrityViolationException | InvalidDataAccessResourceUsageException e) {
        apart(batches, e);
        return;
      } catch (DataAccessException | TransactionException e) {
        if (attempt == 1) {
          log.warn(
              "The output of {} runs waits for the database: {}", batches.size(), e.toString());
        }
        if (!running && attempt > 5) {
          log.error(
              "The output of {} runs could not be stored before the stop.", batches.size(), e);
          batches.forEach(batch -> batch.run().giveUp());
          return;
        }
        pause(pause);
        pause =
            pause.multipliedBy(2).compareTo(RETRY_LAST) < 0 ? pause.multipliedBy(2) : RETRY_LAST;
      }
    }
  }

  /** Trying again does not help: the run whose entries the database refuses ends alone. */
  private void apart(List<Batch> batches, DataAccessException e) {
    if (batches.size() > 1) {
      batches.forEach(batch -> store(List.of(batch)));
    } else {
      log.error("The output of a run cannot be stored.", e);
      batches.forEach(batch -> batch.run().lost());
    }
  }

  private static void pause(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      // The server stops; the loop counts its attempts.
    }
  }

  /**
   * A run that is over or begun by another node takes no more. It may also be that its end was
   * stored and the answer lost.
   */
  private static void lost(Batch batch) {
    log.debug("Run {} is not this node's any longer.", batch.run().run().id());
    batch.run().lost();
  }

  /** The runs that are still this node's, whose entries were stored. */
  private Set<Long> insert(List<Batch> batches) {
    Set<Long> own =
        states.progressed(
            batches.stream()
                .map(
                    batch ->
                        new RunStates.Progress(
                            batch.run().run().id(),
                            batch.run().run().job(),
                            batch.run().run().customer(),
                            batch.run().run().attempt(),
                            batch.waiting().seq(),
                            batch.waiting().bytes(),
                            batch.waiting().lines(),
                            batch.run().credRef(),
                            batch.waiting().end()))
                .toList());
    boolean seals = sealed.isOn();
    List<Object[]> rows = new ArrayList<>();
    for (Batch batch : batches) {
      long run = batch.run().run().id().value();
      if (!own.contains(run)) {
        continue;
      }
      for (LogEntry entry : batch.waiting().entries()) {
        byte[] data = entry.data();
        boolean seal = seals && data != null;
        byte[] plain = data == null ? NOTHING : data;
        rows.add(
            new Object[] {
              run,
              entry.seq(),
              Timestamp.from(entry.at()),
              entry.lineStart(),
              entry.state().nextLine(),
              entry.state().command(),
              entry.state().part().name(),
              seal
                  ? sealed.seal(
                      batch.run().run().customer(), batch.run().run().id(), entry.seq(), plain)
                  : data,
              seal,
              seal ? plain.length : null,
              entry.mark() == null ? null : marks.encode(entry.mark())
            });
      }
    }
    // A commit whose answer was lost is repeated, so a row may be there already.
    jdbc.batchUpdate(
        """
        insert into run_entry (run_id, seq, at, line_start, line, command, part, data,
            sealed, size, mark)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb) on conflict do nothing
        """,
        rows);
    return own;
  }

  @Override
  public void start() {
    running = true;
    writer = Thread.ofPlatform().name("recorder").start(this::write);
  }

  @Override
  public void stop() {
    running = false;
    writer.interrupt();
    try {
      writer.join(Duration.ofSeconds(20));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Starts before the sessions and stops after them. */
  @Override
  public int getPhase() {
    return RunPhases.RECORDER;
  }
}
