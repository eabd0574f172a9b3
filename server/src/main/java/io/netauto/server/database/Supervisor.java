package io.netauto.server.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keeper of one PostgreSQL process: launches it, launches it again when it ends without being
 * asked to, and stops it.
 *
 * <p>The launches come from one platform thread that lives as long as PostgreSQL does. Linux sends
 * the signal that a child asked for at its parent's death (see {@link Account#command}) when the
 * parent <em>thread</em> ends; so PostgreSQL shuts down in order even when the server is killed,
 * and would do so too early from a thread of a pool (prctl(2), PR_SET_PDEATHSIG).
 */
final class Supervisor {
  private static final Logger log = LoggerFactory.getLogger(Supervisor.class);
  private static final int FIRST_ATTEMPTS = 5;
  private static final int FAILURES_UNTIL_ERROR = 5;
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final Duration SIGNAL_LIMIT = Duration.ofSeconds(10);

  private final Cluster cluster;
  private final Path programs;
  private final PostgresOptions.Limits limits;
  private final Thread thread;
  private final CompletableFuture<Integer> firstReady = new CompletableFuture<>();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Object launching = new Object();

  /** Both written by the supervising thread only, {@code process} under {@code launching}. */
  private volatile @Nullable Process process;

  private volatile PostgresLog output = new PostgresLog(() -> {});

  private final AtomicInteger failures = new AtomicInteger();
  private volatile long downSince;

  Supervisor(Cluster cluster, Path programs, PostgresOptions.Limits limits) {
    this.cluster = cluster;
    this.programs = programs;
    this.limits = limits;
    this.thread =
        Thread.ofPlatform().daemon().name("netauto-postgresql").unstarted(this::supervise);
  }

  /** Launches PostgreSQL and waits until it is ready; the port that it listens on from now on. */
  int start() throws InterruptedException {
    thread.start();
    try {
      return firstReady.get(limits.start().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new EmbeddedPostgresException(
          "PostgreSQL on \"%s\" was not ready within %s. Its last words:\n%s"
              .formatted(cluster.folder(), limits.start(), output.tail()),
          e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof EmbeddedPostgresException known) throw known;
      throw new EmbeddedPostgresException(
          "PostgreSQL on \"%s\" cannot be launched: %s".formatted(cluster.folder(), e.getCause()),
          e);
    }
  }

  String tail() {
    return output.tail();
  }

  /** The process of PostgreSQL, or empty while it is down. */
  OptionalLong pid() {
    var current = process;
    return current != null && current.isAlive()
        ? OptionalLong.of(current.pid())
        : OptionalLong.empty();
  }

  private void supervise() {
    try {
      PredecessorPostgres.awaitEnd(cluster.folder(), limits.previous());
      var port = freePort();
      while (true) {
        var exitCode = launchAndAwaitEnd(port);
        if (stopping.getCount() == 0) return;
        var failed = failures.incrementAndGet();
        if (!firstReady.isDone()) {
          if (failed >= FIRST_ATTEMPTS) throw refusesToStart(exitCode);
          port = freePort(); // Another process may have taken it in the meantime.
        } else if (failed == 1) {
          downSince = System.nanoTime();
          log.warn(
              "PostgreSQL ended with code {} without being asked to; starting it again. Its last"
                  + " words:\n"
                  + "{}",
              exitCode,
              output.tail());
        } else if (failed == FAILURES_UNTIL_ERROR) {
          log.error(
              "PostgreSQL on \"{}\" does not start any more; trying on. See what it says:\n{}",
              cluster.folder(),
              output.tail());
        }
        if (stopping.await(pause(failed).toMillis(), TimeUnit.MILLISECONDS)) return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      firstReady.completeExceptionally(e);
    } catch (IOException | RuntimeException e) {
      if (!firstReady.completeExceptionally(e))
        log.error("PostgreSQL on \"{}\" cannot be kept running.", cluster.folder(), e);
    }
  }

  private EmbeddedPostgresException refusesToStart(int exitCode) {
    return new EmbeddedPostgresException(
        "PostgreSQL on \"%s\" ended with code %d at %d attempts to start. Its last words:\n%s"
            .formatted(cluster.folder(), exitCode, FIRST_ATTEMPTS, output.tail()));
  }

  static Duration pause(int failures) {
    var doubled = SHORTEST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 20));
    return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }

  private int launchAndAwaitEnd(int port) throws IOException, InterruptedException {
    var words = new PostgresLog(() -> ready(port));
    Process launched;
    synchronized (launching) {
      if (stopping.getCount() == 0) return 0;
      launched = Commands.prepare(cluster.folder(), cluster.postgres(programs, port)).start();
      process = launched;
      output = words;
    }
    // Some of its processes may outlive it for a moment, so its words are not waited for.
    var reader =
        Thread.ofPlatform()
            .daemon()
            .name("netauto-postgresql-log")
            .start(() -> words.follow(launched.getInputStream()));
    var exitCode = launched.waitFor();
    reader.join(Duration.ofSeconds(1));
    return exitCode;
  }

  private void ready(int port) {
    var failed = failures.getAndSet(0);
    if (!firstReady.complete(port) && failed > 0)
      log.info(
          "PostgreSQL is back after {} ms.",
          Duration.ofNanos(System.nanoTime() - downSince).toMillis());
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      return socket.getLocalPort();
    }
  }

  /** Stops PostgreSQL, in order if it does so within the limit, and ends the supervision. */
  void stop() {
    Process running;
    synchronized (launching) {
      stopping.countDown();
      running = process;
    }
    if (thread.getState() == Thread.State.NEW) return;
    try {
      if (running == null) thread.interrupt(); // It waits for a predecessor.
      else if (running.isAlive()) signal(running, "INT");
      if (running == null || thread.join(limits.stop())) return;
      log.warn(
          "PostgreSQL did not stop within {}; stopping it at once. It will replay its log at the"
              + " next start.",
          limits.stop());
      signal(running, "QUIT");
      if (thread.join(limits.stop())) return;
      running.destroyForcibly();
      thread.join(limits.stop());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      running.destroy();
    }
  }

  /** By pg_ctl as PostgreSQL's own user, for Java can send neither of these signals. */
  private void signal(Process running, String signal) {
    var command =
        cluster
            .account()
            .command(
                "KILL",
                programs.resolve("bin/pg_ctl").toString(),
                "kill",
                signal,
                Long.toString(running.pid()));
    try {
      var sent = Commands.run(Path.of("/"), List.copyOf(command), SIGNAL_LIMIT);
      if (!sent.succeeded() && running.isAlive())
        log.warn("PostgreSQL cannot be sent the signal {}: {}", signal, sent.output());
    } catch (IOException e) {
      log.warn("PostgreSQL cannot be sent the signal {}: {}", signal, e.toString());
    }
  }
}
