package io.netauto.benchmarks;

import io.netauto.driver.Driver;
import io.netauto.driver.Drivers;
import io.netauto.driver.HostKeys;
import io.netauto.driver.Login;
import io.netauto.driver.OpenResult;
import io.netauto.driver.Session;
import io.netauto.driver.SessionListener;
import io.netauto.driver.SessionOptions;
import io.netauto.driver.Target;
import io.netauto.driver.platform.Platform;
import io.netauto.driver.platform.Platforms;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** What open sessions that do nothing hold: heap and platform threads of the driver's process. */
final class Sessions {
  private static final int DEVICES = 20;
  private static final int AT_ONCE = 20;

  /** The promises. */
  private static final double MOST_KILOBYTES = 80;

  private static final double MOST_THREADS = 0.01;

  private Sessions() {}

  static void measure(Figures figures) throws Exception {
    int count = Settings.number("NETAUTO_BENCH_SESSIONS", 2000);
    try (FleetProcess fleet = FleetProcess.start(DEVICES, Device.Kind.SIMULATOR.platform);
        Driver driver = Drivers.ssh()) {
      figures.progress("warming up");
      openAll(driver, fleet.ports(), 100).forEach(Session::close);
      long heap = usedHeap();
      int threads = platformThreads();
      figures.progress("opening " + count + " sessions");
      List<Session> sessions = openAll(driver, fleet.ports(), count);
      double kilobytes = (usedHeap() - heap) / 1024.0 / count;
      figures.add("an open session: heap", "KB", kilobytes);
      figures.add(
          "an open session: platform threads", "", (platformThreads() - threads) / (double) count);
      figures.add("sessions open at once", "", sessions.size());
      figures.progress("closing them");
      try (ExecutorService closing = Executors.newVirtualThreadPerTaskExecutor()) {
        sessions.forEach(session -> closing.execute(session::close));
      }
      sessions.clear();
      figures.add("a closed session: heap", "KB", (usedHeap() - heap) / 1024.0 / count);
      figures.atMost("e", "an open session: heap", MOST_KILOBYTES);
      figures.atMost("e", "an open session: platform threads", MOST_THREADS);
    }
  }

  private static List<Session> openAll(Driver driver, List<Integer> ports, int count)
      throws Exception {
    Platform platform = Platforms.builtIn().find(Device.Kind.SIMULATOR.platform).orElseThrow();
    Semaphore atOnce = new Semaphore(AT_ONCE);
    List<Future<Session>> opening = new ArrayList<>();
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        int port = ports.get(i % ports.size());
        opening.add(
            each.submit(
                () -> {
                  atOnce.acquire();
                  try {
                    return open(driver, port, platform);
                  } finally {
                    atOnce.release();
                  }
                }));
      }
    }
    List<Session> sessions = new ArrayList<>();
    for (Future<Session> one : opening) {
      sessions.add(one.get());
    }
    return sessions;
  }

  private static Session open(Driver driver, int port, Platform platform) {
    OpenResult result =
        driver.open(
            new Target(Device.HOST, port),
            Login.password(FleetProcess.USERNAME, FleetProcess.PASSWORD),
            platform,
            HostKeys.trustAll(),
            SessionOptions.defaults(),
            SessionListener.none());
    return switch (result) {
      case OpenResult.Opened(Session opened, _) -> opened;
      case OpenResult.NotOpened(var failure) -> throw new IllegalStateException(failure.toString());
    };
  }

  private static long usedHeap() throws InterruptedException {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      Thread.sleep(200);
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  private static int platformThreads() {
    return Thread.getAllStackTraces().size();
  }
}
