package io.netauto.server.database;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL that an earlier server on the same data folder launched, as its {@code
 * postmaster.pid} tells. When that server was killed, it may still be writing its last checkpoint.
 * It is waited for and never killed.
 */
final class PredecessorPostgres {
  private static final Logger log = LoggerFactory.getLogger(PredecessorPostgres.class);

  private PredecessorPostgres() {}

  static void awaitEnd(Path cluster, Duration limit) throws IOException, InterruptedException {
    var pidFile = cluster.resolve("postmaster.pid");
    var pid = firstLine(pidFile);
    if (pid.isEmpty()) return;
    var process = ProcessHandle.of(pid.getAsLong());
    if (process.isEmpty()) return; // PostgreSQL sees that for itself.
    if (!isPostgresOn(cluster, pid.getAsLong())) {
      // The number belongs to another process by now, often after a container starts anew.
      // PostgreSQL cannot tell and would refuse; with the lock held, we can.
      log.debug("Removing the stale \"{}\" of process {}.", pidFile, pid.getAsLong());
      Files.deleteIfExists(pidFile);
      return;
    }
    log.info(
        "Waiting for the PostgreSQL of an earlier server (process {}) to stop.", pid.getAsLong());
    // Looked at often: for a process that is no child, onExit() looks only every other second.
    var deadline = System.nanoTime() + limit.toNanos();
    while (isPostgresOn(cluster, pid.getAsLong())) {
      if (System.nanoTime() > deadline)
        throw new EmbeddedPostgresException(
            "The PostgreSQL of an earlier server (process %d) still runs on \"%s\" after %s. Stop it with: kill -INT %d"
                .formatted(pid.getAsLong(), cluster, limit, pid.getAsLong()));
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static OptionalLong firstLine(Path pidFile) throws IOException {
    try (var lines = Files.lines(pidFile)) {
      var first = lines.findFirst().orElse("").strip();
      return first.matches("\\d{1,10}")
          ? OptionalLong.of(Long.parseLong(first))
          : OptionalLong.empty();
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    }
  }

  private static boolean isPostgresOn(Path cluster, long pid) throws IOException {
    var process = Path.of("/proc", Long.toString(pid));
    try {
      if (!Files.readString(process.resolve("comm")).strip().equals("postgres")) return false;
      return Files.isSameFile(process.resolve("cwd"), cluster);
    } catch (AccessDeniedException e) {
      return true; // A PostgreSQL of another user: take it for ours rather than disturb it.
    } catch (IOException e) {
      return false; // It ended just now.
    }
  }
}
