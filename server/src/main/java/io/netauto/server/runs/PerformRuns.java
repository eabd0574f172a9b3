package io.netauto.server.runs;

import io.netauto.server.database.DatabaseTurns;
import io.netauto.server.jobs.Candidate;
import io.netauto.server.jobs.GovernedParts;
import io.netauto.server.jobs.Governor;
import io.netauto.server.jobs.JobId;
import io.netauto.server.jobs.NodeDeaths;
import io.netauto.server.jobs.NodeName;
import io.netauto.server.jobs.Nodes;
import io.netauto.server.jobs.Work;
import io.netauto.server.jobs.WorkQueue;
import io.netauto.server.runs.RunStates.Claimed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings runs from the queue through the governor to their sessions. A node takes a {@link Slice}
 * from the queue, lets its pending runs wait for their permits, and is done with it when all are
 * over; the claim of each run decides who does it, so that a slice may be taken twice.
 */
@Component
class PerformRuns implements Work, GovernedParts, NodeDeaths {
  /** The name of this work in the queue. */
  static final String NAME = "runs";

  private static final Logger log = LoggerFactory.getLogger(PerformRuns.class);

  /**
   * The longest that a slice is nobody's when a node with enough to do gives it back. Nodes look
   * for work once a second, each at its own moment: whoever looks next is another one, unless the
   * slice is not due again by then.
   */
  private static final int LEFT_MILLIS = 100;

  /** So long a slice waits for room until it looks whether there is another node by now. */
  private static final Duration ALONE = Duration.ofSeconds(2);

  /** So many slices wait like this at once, far fewer than the queue has threads. */
  private static final int PLACES = 500;

  private static final long CROWDED_NANOS = 2 * ALONE.toNanos();

  private final RunTable table;
  private final RunStates states;
  private final PerformRun perform;
  private final RunningSessions sessions;
  private final SessionPool pool;
  private final ObjectProvider<Governor> governor;
  private final WindowsOfJobs windows;
  private final WorkQueue queue;
  private final NodeName node;
  private final Nodes nodes;
  private final DatabaseTurns turns;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Semaphore places = new Semaphore(PLACES);
  private volatile long crowdedAt = System.nanoTime() - CROWDED_NANOS;
  private final Map<Long, Claimed> claimed = new ConcurrentHashMap<>();

  PerformRuns(
      RunTable table,
      RunStates states,
      PerformRun perform,
      RunningSessions sessions,
      SessionPool pool,
      ObjectProvider<Governor> governor,
      WindowsOfJobs windows,
      WorkQueue queue,
      NodeName node,
      Nodes nodes,
      DatabaseTurns turns,
      TransactionTemplate transaction,
      Clock clock) {
    this.table = table;
    this.states = states;
    this.perform = perform;
    this.sessions = sessions;
    this.pool = pool;
    this.governor = governor;
    this.windows = windows;
    this.queue = queue;
    this.node = node;
    this.nodes = nodes;
    this.turns = turns;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Override
  public Optional<Instant> perform(String id) throws InterruptedException {
    Slice slice = Slice.of(id);
    Governor g = governor.getObject();
    if (!takes(slice, g)) {
      return left();
    }
    List<Candidate> pending = table.pending(slice);
    if (pending.isEmpty()) {
      return Optional.empty();
    }
    Optional<Instant> opens = windows.opens(new JobId(slice.job()));
    if (opens.isPresent()) {
      return opens;
    }
    Optional<Governor.Waiting> waiting = g.enter(pending, slice.person());
    if (waiting.isEmpty()) {
      return left();
    }
    waiting.get().await();
    // The node stopped, or the maintenance window closed.
    return table.pending(slice).isEmpty() ? Optional.empty() : Optional.of(clock.instant());
  }

  /**
   * Whether the node takes the slice. Where there is no other node, a slice waits here until it
   * does and costs the queue nothing; unless so many wait that some find no place, which then take
   * turns.
   */
  private boolean takes(Slice slice, Governor g) throws InterruptedException {
    boolean person = slice.person();
    if (g.hasRoom(person)) {
      return true;
    }
    if (!places.tryAcquire()) {
      crowdedAt = System.nanoTime();
      return false;
    }
    try {
      boolean room = false;
      while (!room && g.isRunning() && nodes.isAlone()) {
        room = g.awaitRoom(slice.job(), person, ALONE);
        if (System.nanoTime() - crowdedAt < CROWDED_NANOS) {
          break;
        }
      }
      return room;
    } finally {
      places.release();
    }
  }

  /** When a slice that is left to others is due again. */
  private Optional<Instant> left() {
    return Optional.of(
        clock.instant().plusMillis(ThreadLocalRandom.current().nextInt(LEFT_MILLIS)));
  }

  @Override
  public Map<String, Integer> held() {
    return states.held();
  }

  @Override
  public Collection<Long> claim(List<Long> parts) {
    List<Claimed> got = states.claim(parts);
    got.forEach(c -> claimed.put(c.id().value(), c));
    return got.stream().map(c -> c.id().value()).toList();
  }

  @Override
  public void begin(long part) {
    Claimed c = claimed.remove(part);
    if (c == null) {
      throw new IllegalStateException("run " + part + " was not claimed");
    }
    Thread.ofVirtual().name("run-" + part).start(() -> toItsEnd(c));
  }

  private void toItsEnd(Claimed c) {
    Optional<RunEnd> again = Optional.empty();
    try {
      again = perform.perform(c).filter(end -> end.status() == RunStatus.PENDING);
    } catch (RuntimeException | Error e) {
      log.error("Run {} ended by a fault of the server.", c.id(), e);
      broke(c, e);
    } finally {
      if (again.isPresent()) {
        governor
            .getObject()
            .again(
                new Candidate(
                    c.id().value(),
                    c.job().value(),
                    c.person(),
                    c.scopes(),
                    again.get().notBefore()));
      } else {
        governor.getObject().over(c.id().value(), c.person());
      }
    }
  }

  /** A run whose thread ends must not seem to go on. */
  private void broke(Claimed c, Throwable e) {
    Run.Cause cause =
        new Run.Cause(
            "internal",
            "The server failed while it ran this: " + e,
            "",
            "",
            "Run it again; if it fails again, report it with the server's log.");
    turns.ask(
        () -> {
          transaction.executeWithoutResult(status -> states.broke(c, cause));
          return true;
        });
  }

  @Override
  public void judge(String deadNode) {
    List<RunStates.Again> again =
        states.judge(
            deadNode,
            new Run.Cause(
                "node_died",
                "The server that ran this died or lost its database.",
                "",
                "",
                "What had arrived is kept; the last command in it may or may not have reached the"
                    + " device. Look at the device, then run it again."),
            new Run.Cause(
                "cancelled",
                "The run was being cancelled when the server that ran it died.",
                "",
                "",
                "Run it again when it is wanted."));
    for (RunStates.Again runs : again) {
      queue.enqueue(
          NAME,
          List.of(
              new Slice(runs.job().value(), runs.person(), runs.first(), runs.last(), deadNode)
                  .id()),
          runs.person() ? WorkQueue.Priority.PERSON : WorkQueue.Priority.BULK);
    }
  }

  @Override
  public void takenForDead() {
    log.warn("{} gives up its {} sessions.", node.value(), sessions.count());
    sessions.cancelAll();
    pool.closeAll();
  }
}
