package io.netauto.e2e;

import io.netauto.simulator.Fleet;
import io.netauto.simulator.SimulatedDevice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Kills servers and databases at random moments under load, in rounds. After each round all servers
 * run, nobody asks for more, and {@link Promises} are checked. The same seed chooses the same
 * moments and victims; what the machine makes of them differs.
 */
final class CrashCampaign implements AutoCloseable {
  /** Kills between two looks at everything. */
  private static final int ROUND = Integer.getInteger("crash.round", 10);

  private static final Duration LIMIT =
      Duration.ofSeconds(Integer.getInteger("crash.limit-seconds", 10));

  private static final int CLIENTS = 6;

  /** A server that does not live long does not earn what its second compiler costs. */
  private static final List<String> COMMAND =
      ServerProcess.command(List.of("-XX:TieredStopAtLevel=1"));

  private static final Map<String, String> SETTINGS =
      Map.of(
          "NET_AUTO_TRUST_ON_FIRST_USE", "true",
          "NET_AUTO_SESSION_IDLE", "0s", // What is open belongs to a run.
          "NET_AUTO_SIM_USERNAME", "admin",
          "NET_AUTO_SIM_PASSWORD", "admin-pass",
          "NET_AUTO_SIM_ENABLE_PASSWORD", "enable-pass");

  private final Fleet fleet;
  private final Random random;
  private final long seed;
  private final @Nullable Database shared;
  private final List<Server> servers = new ArrayList<>();
  private final Load load;
  private final Promises promises;
  private final String key;
  private final AtomicInteger killedServers = new AtomicInteger();
  private final AtomicInteger killedDatabases = new AtomicInteger();
  private final List<Duration> settled = new ArrayList<>();

  /** One server, with its own database. */
  static CrashCampaign ofOneServer(Fleet fleet, long seed) {
    return new CrashCampaign(fleet, seed, 1, null);
  }

  static CrashCampaign ofTwoServers(Fleet fleet, long seed) {
    return new CrashCampaign(fleet, seed, 2, Database.start());
  }

  private CrashCampaign(Fleet fleet, long seed, int count, @Nullable Database shared) {
    this.fleet = fleet;
    this.seed = seed;
    this.shared = shared;
    random = new Random(seed);
    fleet.reset(true);
    Map<String, String> settings = new HashMap<>(SETTINGS);
    if (shared != null) {
      settings.putAll(shared.environment());
    }
    for (int i = 0; i < count; i++) {
      servers.add(new Server(ServerProcess.start(COMMAND, settings)));
    }
    Api first = servers.getFirst().process.client();
    key = first.key();
    Runs runs = new Runs(first);
    for (SimulatedDevice device : fleet.devices()) {
      runs.add(device.name(), device.host(), device.port(), device.platform(), "", "env:SIM");
    }
    servers.forEach(Server::isUp);
    load = new Load(this::anyServer, fleet.devices().stream().map(SimulatedDevice::name).toList());
    promises = new Promises(fleet, load);
  }

  /** A server that clients may ask while it lives. */
  private final class Server {
    private volatile ServerProcess process;
    private volatile @Nullable Api api;

    Server(ServerProcess process) {
      this.process = process;
    }

    void isUp() {
      api = Api.withKey(process.address(), key);
    }

    void kill() {
      api = null;
      process.kill9();
      killedServers.incrementAndGet();
    }

    void startAgain() {
      process = process.again();
      isUp();
    }

    Database database() {
      return shared == null ? Database.of(process) : shared;
    }
  }

  private @Nullable Api anyServer() {
    List<Api> up = new ArrayList<>();
    for (Server server : servers) {
      Api api = server.api;
      if (api != null) {
        up.add(api);
      }
    }
    return up.isEmpty() ? null : up.get(ThreadLocalRandom.current().nextInt(up.size()));
  }

  /** Kills so often, and checks all promises after every round. */
  void run(int kills) {
    for (int done = 0; done < kills; done += ROUND) {
      round(Math.min(ROUND, kills - done));
    }
  }

  private void round(int kills) {
    AtomicInteger left = new AtomicInteger(kills);
    load.begin(CLIENTS, random.nextLong());
    List<CompletableFuture<Void>> killers = new ArrayList<>();
    for (Server server : servers) {
      Random own = new Random(random.nextLong());
      killers.add(
          CompletableFuture.runAsync(() -> kills(server, left, own), Thread::startVirtualThread));
    }
    try {
      CompletableFuture.allOf(killers.toArray(CompletableFuture<?>[]::new)).join();
    } finally {
      load.askNoMore();
    }
    long begin = System.nanoTime();
    Database database = servers.getFirst().database();
    promises.awaitEverythingOver(database, LIMIT.multipliedBy(6));
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    settled.add(took);
    load.awaitClients();
    promises.check(database);
    System.out.println(
        "crash campaign: all over %.1f s after the last start; %s"
            .formatted(took.toMillis() / 1e3, promises));
    if (took.compareTo(LIMIT) > 0) {
      throw new AssertionError(
          "All runs were to be over %s after the last start, and were so after %s."
              .formatted(LIMIT, took));
    }
  }

  private void kills(Server server, AtomicInteger left, Random own) {
    while (left.get() > 0) {
      LockSupport.parkNanos(Duration.ofMillis(200 + own.nextInt(3_800)).toNanos());
      int rest = left.decrementAndGet();
      if (rest < 0) {
        return;
      }
      if (rest == 0) {
        load.askNoMore();
      }
      int victim = own.nextInt(10);
      if (victim < 2) {
        server.database().kill9();
        killedDatabases.incrementAndGet();
      }
      if (victim > 0) {
        server.kill();
        server.startAgain();
      }
    }
  }

  /** Runs that were found interrupted. */
  long interrupted() {
    return promises.interrupted();
  }

  String summary() {
    return ("crash campaign: seed %d, %d server(s): %d servers and %d databases killed; %s; all"
            + " over after the last start of a round: %s")
        .formatted(
            seed,
            servers.size(),
            killedServers.get(),
            killedDatabases.get(),
            promises,
            settled.stream().map(t -> "%.1f s".formatted(t.toMillis() / 1e3)).toList());
  }

  @Override
  public void close() {
    load.askNoMore();
    servers.forEach(server -> server.process.close());
    if (shared != null) {
      shared.close();
    }
  }
}
