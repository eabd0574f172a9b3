package io.netauto.server.jobs;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Which nodes are alive. Each writes a line of its own every second, by the clock of the database;
 * a node whose line is old is dead, and the first to see it judges what it was doing. A node that
 * could not write itself for a while does not judge others until it has seen them have the time to.
 */
@Component
public class Nodes implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Nodes.class);
  private static final Duration BEAT = Duration.ofSeconds(1);
  private static final Duration DEAD_AFTER = Duration.ofSeconds(6);

  private final NodeName node;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final ObjectProvider<NodeDeaths> features;
  private final LostWork lost;
  private final String version;
  private final boolean ownsDatabase;
  private long seeingSince;
  private boolean away;
  private volatile boolean alone;
  private volatile boolean running;
  private volatile @Nullable Thread thread;

  Nodes(
      NodeName node,
      JdbcClient jdbc,
      TransactionTemplate transaction,
      ObjectProvider<NodeDeaths> features,
      LostWork lost,
      ObjectProvider<BuildProperties> build,
      @Value("${NET_AUTO_DB_URL:}") String databaseUrl) {
    this.node = node;
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.features = features;
    this.lost = lost;
    BuildProperties properties = build.getIfAvailable();
    String known = properties == null ? null : properties.getVersion();
    this.version = known == null ? "development" : known;
    this.ownsDatabase = databaseUrl.isBlank();
  }

  private void beats() {
    while (running) {
      try {
        beat();
        if (away) {
          away = false;
          seeingSince = System.nanoTime();
        }
        if (System.nanoTime() - seeingSince > DEAD_AFTER.toNanos()) {
          judge();
        }
        lost.giveBack();
      } catch (DataAccessException | TransactionException e) {
        if (!away) {
          log.warn("This node cannot tell the others that it is alive: {}", e.toString());
        }
        away = true;
      } catch (RuntimeException e) {
        log.error("The look after other nodes failed by a fault of the server.", e);
      }
      try {
        Thread.sleep(BEAT);
      } catch (InterruptedException e) {
        // stop() clears the flag that the loop reads.
      }
    }
  }

  /** Whether no other node was there at the last beat. */
  public boolean isAlone() {
    return alone;
  }

  private void beat() {
    Optional<Integer> others =
        jdbc.sql(
                """
                update node set seen_at = now() where name = :name
                returning (select count(*) from node o where o.name <> :name)
                """)
            .param("name", node.value())
            .query(Integer.class)
            .optional();
    alone = others.isPresent() && others.get() == 0;
    if (others.isEmpty()) {
      log.warn("The other nodes took this one for dead; it gives up what it was doing.");
      features.forEach(NodeDeaths::takenForDead);
      register();
    }
  }

  private void register() {
    jdbc.sql(
            """
            insert into node (name, version) values (:name, :version)
            on conflict (name) do update set seen_at = now()
            """)
        .param("name", node.value())
        .param("version", version)
        .update();
  }

  private void judge() {
    while (Boolean.TRUE.equals(transaction.execute(status -> judgeOne()))) {
      log.debug("One more node may be dead.");
    }
  }

  private boolean judgeOne() {
    List<String> dead =
        jdbc.sql(
                """
                select name from node where name <> :self and seen_at < now() - make_interval(secs => :limit)
                order by name limit 1 for update skip locked
                """)
            .param("self", node.value())
            .param("limit", (double) DEAD_AFTER.toSeconds())
            .query((rs, row) -> rs.getString(1))
            .list();
    for (String name : dead) {
      log.warn("The node {} is dead; what it was doing is judged.", name);
      features.forEach(feature -> feature.judge(name));
      giveBackWork(name);
      jdbc.sql("delete from node where name = :name").param("name", name).update();
    }
    return !dead.isEmpty();
  }

  private void giveBackWork(String name) {
    jdbc.sql(
            """
            update scheduled_tasks set picked = false, picked_by = null, last_heartbeat = null,
                execution_time = now(), version = version + 1
            where picked and picked_by = :name
            """)
        .param("name", name)
        .update();
  }

  /**
   * The data folder's lock admits one node at a time: at the start of a node that owns its
   * database, all others are dead.
   */
  @Override
  public void start() {
    if (ownsDatabase) {
      jdbc.sql("update node set seen_at = 'epoch'").update();
      judge();
      jdbc.sql(
              """
              update scheduled_tasks set picked = false, picked_by = null, last_heartbeat = null,
                  execution_time = now(), version = version + 1
              where picked
              """)
          .update();
    }
    register();
    running = true;
    seeingSince = System.nanoTime();
    thread = Thread.ofPlatform().name("node-beat").daemon().start(this::beats);
  }

  /** After everything else: what this node could not end is for the others to judge, at once. */
  @Override
  public void stop() {
    running = false;
    Thread beats = thread;
    if (beats != null) {
      beats.interrupt();
    }
    try {
      jdbc.sql("update node set seen_at = 'epoch' where name = :name")
          .param("name", node.value())
          .update();
    } catch (DataAccessException e) {
      log.debug("The database was gone before this node.", e);
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Lives before and after everything that works. */
  @Override
  public int getPhase() {
    return 10;
  }
}
