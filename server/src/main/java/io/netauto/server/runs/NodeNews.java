package io.netauto.server.runs;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * Tells all nodes, by LISTEN and NOTIFY, which runs have news; never what the news is. Whoever is
 * woken reads the database. After a lost connection everyone is woken, since news may have been
 * missed.
 */
@Component
class NodeNews implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(NodeNews.class);
  private static final String RUNS = "netauto_runs";
  private static final String JOBS = "netauto_jobs";
  private static final String CANCELS = "netauto_cancels";
  private static final String IDLE = "netauto_idle";

  /** Told by triggers of the database. */
  private static final String DEVICE_WAYS = "netauto_device_ways";

  private static final String CUSTOMER_WAYS = "netauto_customer_ways";

  /** PostgreSQL refuses payloads of 8,000 bytes. */
  private static final int PAYLOAD_LIMIT = 7_900;

  private static final Duration WAIT = Duration.ofSeconds(5);
  private static final Duration RETRY = Duration.ofMillis(500);

  private final JdbcClient jdbc;
  private final DataSource dataSource;
  private final Map<Topic, Set<Signal>> listeners = new ConcurrentHashMap<>();
  private volatile LongConsumer cancels = run -> {};
  private final List<LongConsumer> idle = new CopyOnWriteArrayList<>();
  private final List<LongConsumer> deviceWays = new CopyOnWriteArrayList<>();
  private final List<LongConsumer> customerWays = new CopyOnWriteArrayList<>();
  private volatile Runnable connected = () -> {};
  private volatile boolean running;
  private volatile @Nullable Thread reader;
  private volatile @Nullable Connection connection;

  NodeNews(JdbcClient jdbc, DataSource dataSource) {
    this.jdbc = jdbc;
    this.dataSource = dataSource;
  }

  /** Runs moved or grew; to be called in the transaction whose commit is the news. */
  void tellRuns(Collection<Long> runs) {
    tell(RUNS, runs);
  }

  /** Jobs have new events; to be called in the transaction that adds them. */
  void tellJobs(Collection<Long> jobs) {
    tell(JOBS, jobs);
  }

  /** To be called in the transaction that asks for the cancellation. */
  void tellCancels(Collection<Long> runs) {
    tell(CANCELS, runs);
  }

  /** The idle sessions of devices are to be closed, to make room for others. */
  void tellIdle(Collection<Long> devices) {
    tell(IDLE, devices);
  }

  private void tell(String channel, Collection<Long> ids) {
    StringBuilder payload = new StringBuilder();
    for (Long id : ids) {
      if (payload.length() + 21 > PAYLOAD_LIMIT) {
        tell(channel, payload.toString());
        payload.setLength(0);
      }
      if (!payload.isEmpty()) {
        payload.append(',');
      }
      payload.append(id);
    }
    if (!payload.isEmpty()) {
      tell(channel, payload.toString());
    }
  }

  private void tell(String channel, String payload) {
    jdbc.sql("select pg_notify(:channel, :payload)")
        .param("channel", channel)
        .param("payload", payload)
        .query(rs -> {});
  }

  /** Who hears that a run is to be cancelled; called by the reading thread, must not block. */
  void onCancel(LongConsumer consumer) {
    cancels = consumer;
  }

  /** Who hears that idle sessions are to be closed; must not block. */
  void onIdle(LongConsumer consumer) {
    idle.add(consumer);
  }

  /**
   * Who hears that a device was changed or deleted, or its host keys, and that of a customer all
   * ways to devices may have changed; must not block.
   */
  void onWays(LongConsumer device, LongConsumer customer) {
    deviceWays.add(device);
    customerWays.add(customer);
  }

  /** Who hears that listening began, maybe after news were missed; must not block. */
  void onConnected(Runnable listener) {
    connected = listener;
  }

  private record Topic(String channel, long id) {}

  /** A signal that is raised at each news of the run, until it is closed. */
  Signal listen(long run) {
    return listen(new Topic(RUNS, run));
  }

  /** A signal that is raised at each news of the job, until it is closed. */
  Signal listenToJob(long job) {
    return listen(new Topic(JOBS, job));
  }

  private Signal listen(Topic topic) {
    Signal signal = new Signal(closed -> forget(topic, closed));
    listeners.compute(
        topic,
        (id, set) -> {
          Set<Signal> signals = set == null ? ConcurrentHashMap.newKeySet() : set;
          signals.add(signal);
          return signals;
        });
    return signal;
  }

  private void forget(Topic topic, Signal signal) {
    listeners.computeIfPresent(
        topic,
        (id, set) -> {
          set.remove(signal);
          return set.isEmpty() ? null : set;
        });
  }

  int listening() {
    return listeners.values().stream().mapToInt(Set::size).sum();
  }

  private void read() {
    boolean lost = false;
    while (running) {
      try (Connection c = dataSource.getConnection()) {
        connection = c;
        try (var statement = c.createStatement()) {
          statement.execute("listen " + RUNS);
          statement.execute("listen " + JOBS);
          statement.execute("listen " + CANCELS);
          statement.execute("listen " + IDLE);
          statement.execute("listen " + DEVICE_WAYS);
          statement.execute("listen " + CUSTOMER_WAYS);
        }
        if (lost) {
          log.info("Listening for news of other nodes again.");
        }
        wakeAll();
        connected.run();
        PGConnection pg = c.unwrap(PGConnection.class);
        while (running) {
          PGNotification[] news = pg.getNotifications((int) WAIT.toMillis());
          if (news != null) {
            for (PGNotification one : news) {
              heard(one);
            }
          }
        }
      } catch (SQLException e) {
        if (running && !lost) {
          log.warn("News of other nodes are interrupted: {}", e.getMessage());
        }
        lost = true;
        pause();
      } finally {
        connection = null;
      }
    }
  }

  private void heard(PGNotification news) {
    for (String id : StringUtils.commaDelimitedListToStringArray(news.getParameter())) {
      long number = Long.parseLong(id);
      if (news.getName().equals(CANCELS)) {
        cancels.accept(number);
      } else if (news.getName().equals(IDLE)) {
        idle.forEach(each -> each.accept(number));
      } else if (news.getName().equals(DEVICE_WAYS)) {
        deviceWays.forEach(each -> each.accept(number));
      } else if (news.getName().equals(CUSTOMER_WAYS)) {
        customerWays.forEach(each -> each.accept(number));
      } else {
        listeners.getOrDefault(new Topic(news.getName(), number), Set.of()).forEach(Signal::raise);
      }
    }
  }

  /** Raises every signal. */
  void wakeAll() {
    listeners.values().forEach(set -> set.forEach(Signal::raise));
  }

  private static void pause() {
    try {
      Thread.sleep(RETRY);
    } catch (InterruptedException e) {
      // stop() clears the flag that the loop reads.
    }
  }

  @Override
  public void start() {
    running = true;
    reader = Thread.ofPlatform().name("node-news").daemon().start(this::read);
  }

  @Override
  public void stop() {
    running = false;
    Connection open = connection;
    if (open != null) {
      try {
        open.abort(Runnable::run);
      } catch (SQLException e) {
        log.debug("The listening connection was closed already.", e);
      }
    }
    wakeAll();
    Thread thread = reader;
    if (thread != null) {
      thread.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return RunPhases.NEWS;
  }
}
