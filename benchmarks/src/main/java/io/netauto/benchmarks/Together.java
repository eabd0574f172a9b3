package io.netauto.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Repeats something, several at once, each on a virtual thread. */
final class Together {
  /** How many at once: waiting is not what is measured, so it is shared. */
  static final int WORKERS = 8;

  private Together() {}

  interface Work {
    void run(int worker) throws Exception;
  }

  /** So many times in all; ends when all have ended. */
  static void run(int times, Work work) throws Exception {
    AtomicInteger left = new AtomicInteger(times);
    List<Future<?>> all = new ArrayList<>();
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < WORKERS; i++) {
        int worker = i;
        all.add(
            each.submit(
                () -> {
                  while (left.getAndDecrement() > 0) {
                    work.run(worker);
                  }
                  return worker;
                }));
      }
    }
    for (Future<?> one : all) {
      Object _ = one.get();
    }
  }
}
