package io.netauto.server.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What PostgreSQL says on its error output: passed on to the server's log, the end of it kept. */
final class PostgresLog {
  /** Process, SQL state and severity: {@code [4711] 57P03 FATAL: the database system is …}. */
  static final String LINE_PREFIX = "[%p] %e ";

  private static final Logger log =
      LoggerFactory.getLogger("io.netauto.server.database.postgresql");
  private static final Pattern GRAVE = Pattern.compile("\\[\\d+] (\\S{5}) (FATAL|PANIC): .*");
  private static final String READY = "database system is ready to accept connections";

  /** Being sent away while PostgreSQL starts or stops is the rule, not a warning. */
  private static final List<String> STARTING_OR_STOPPING = List.of("57P01", "57P02", "57P03");

  private static final int KEPT = 30;

  private final Runnable onReady;
  private final Deque<String> last = new ArrayDeque<>();

  PostgresLog(Runnable onReady) {
    this.onReady = onReady;
  }

  /** Reads to the end, which comes when the last process of this PostgreSQL is gone. */
  void follow(InputStream output) {
    try (var lines = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) accept(line);
    } catch (IOException e) {
      log.debug("The log of PostgreSQL ended: {}", e.toString());
    }
  }

  void accept(String line) {
    synchronized (last) {
      if (last.size() == KEPT) last.removeFirst();
      last.addLast(line);
    }
    log.atLevel(levelOf(line)).log(line);
    if (line.contains(READY)) onReady.run();
  }

  static Level levelOf(String line) {
    var grave = GRAVE.matcher(line);
    return grave.matches() && !STARTING_OR_STOPPING.contains(grave.group(1))
        ? Level.WARN
        : Level.DEBUG;
  }

  /** The last lines, oldest first, at most 30. */
  String tail() {
    synchronized (last) {
      return String.join("\n", last);
    }
  }
}
