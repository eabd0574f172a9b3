package io.netauto.conformance;

import io.netauto.driver.Driver;
import io.netauto.driver.Drivers;
import io.netauto.driver.platform.Platforms;
import io.netauto.simulator.recording.Chaos;
import io.netauto.simulator.recording.RecordedFleet;
import java.util.ArrayList;
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

  /** The outcomes, in the order of the cases. */
  List<Outcome> run(List<Corpus> corpora, Predicate<Case> wanted) throws InterruptedException {
    Semaphore room = new Semaphore(parallel);
    try (Driver driver = Drivers.ssh();
        RecordedFleet fleet = RecordedFleet.start();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Outcome>> running = new ArrayList<>();
      for (Corpus corpus : corpora) {
        for (Case each : corpus.cases().filter(wanted).toList()) {
          for (long seed : each.isSession() ? seeds : List.of(0L)) {
            Context context = new Context(platforms, fleet, driver, Chaos.usual(seed));
            room.acquire();
            running.add(
                threads.submit(
                    () -> {
                      try {
                        return run(corpus.name(), each, context);
                      } finally {
                        room.release();
                      }
                    }));
          }
        }
      }
      List<Outcome> outcomes = new ArrayList<>();
      for (Future<Outcome> each : running) {
        outcomes.add(each.get());
      }
      return outcomes;
    } catch (ExecutionException e) {
      throw new IllegalStateException("A case ended the run.", e);
    }
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
