package io.netauto.conformance;

import io.netauto.driver.Driver;
import io.netauto.driver.Drivers;
import io.netauto.driver.platform.Platforms;
import io.netauto.simulator.recording.Chaos;
import io.netauto.simulator.recording.RecordedFleet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;

/** Runs cases side by side against one server in this process. */
final class RunCases {
  private final Platforms platforms;
  private final List<Long> seeds;
  private final int parallel;

  /**
   * @param seeds each session is run once with each
   * @param parallel the most cases at the same time
   */
  RunCases(Platforms platforms, List<Long> seeds, int parallel) {
    this.platforms = platforms;
    this.seeds = List.copyOf(seeds);
    this.parallel = parallel;
  }

  /**
   * The outcomes, in the order of the cases. What needs no session is calculated when the sessions
   * are over, so that none of them waits for a processor while its limits run.
   */
  List<Outcome> run(List<Corpus> corpora, Predicate<Case> wanted) throws InterruptedException {
    try (Driver driver = Drivers.ssh();
        RecordedFleet fleet = RecordedFleet.start()) {
      List<Planned> plan = new ArrayList<>();
      for (Corpus corpus : corpora) {
        for (Case each : corpus.cases().filter(wanted).toList()) {
          for (long seed : each.isSession() ? seeds : List.of(0L)) {
            Context context = new Context(platforms, fleet, driver, Chaos.usual(seed));
            plan.add(new Planned(corpus.name(), each, context));
          }
        }
      }
      Iterator<Outcome> ofSessions;
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        ofSessions = run(plan.stream().filter(Planned::isSession).toList(), threads, parallel);
      }
      Iterator<Outcome> others;
      int processors = Runtime.getRuntime().availableProcessors();
      try (ExecutorService threads = Executors.newFixedThreadPool(processors)) {
        List<Planned> rest = plan.stream().filter(each -> !each.isSession()).toList();
        others = run(rest, threads, Integer.MAX_VALUE);
      }
      List<Outcome> outcomes = new ArrayList<>();
      for (Planned each : plan) {
        outcomes.add((each.isSession() ? ofSessions : others).next());
      }
      return outcomes;
    } catch (ExecutionException e) {
      throw new IllegalStateException("A case ended the run.", e);
    }
  }

  private record Planned(String corpus, Case what, Context context) {
    boolean isSession() {
      return what.isSession();
    }
  }

  private static Iterator<Outcome> run(List<Planned> plan, ExecutorService threads, int atOnce)
      throws InterruptedException, ExecutionException {
    Semaphore room = new Semaphore(atOnce);
    List<Future<Outcome>> running = new ArrayList<>();
    for (Planned each : plan) {
      room.acquire();
      running.add(
          threads.submit(
              () -> {
                try {
                  return run(each.corpus(), each.what(), each.context());
                } finally {
                  room.release();
                }
              }));
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (Future<Outcome> each : running) {
      outcomes.add(each.get());
    }
    return outcomes.iterator();
  }

  private static Outcome run(String corpus, Case each, Context context) {
    Verdict verdict;
    try {
      verdict = each.run(context);
    } catch (RuntimeException e) {
      verdict = Verdict.failed("the check itself broke: " + e);
    }
    return new Outcome(
        corpus, each.platform(), each.kind(), each.name(), context.chaos().seed(), verdict);
  }
}
