package io.netauto.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of a program's output, which grows and is kept in a file; who waits is woken by each.
 */
final class Lines {
  private final Path file;
  private final List<String> lines = new ArrayList<>();
  private boolean ended;

  private Lines(Path file) {
    this.file = file;
  }

  /** Those of a program that has just been started, to its end. */
  static Lines of(Process process, Path file) {
    Lines lines = new Lines(file);
    Thread.startVirtualThread(() -> lines.follow(process));
    return lines;
  }

  private void follow(Process process) {
    try (BufferedReader from = process.inputReader();
        var to = Files.newBufferedWriter(file)) {
      for (String line = from.readLine(); line != null; line = from.readLine()) {
        to.write(line);
        to.newLine();
        to.flush();
        add(line);
      }
    } catch (IOException e) {
      add("The test lost the program's output: " + e);
    } finally {
      end();
    }
  }

  private synchronized void add(String line) {
    lines.add(line);
    notifyAll();
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  synchronized List<String> all() {
    return List.copyOf(lines);
  }

  Optional<Matcher> find(Pattern pattern) {
    return all().stream().map(pattern::matcher).filter(Matcher::find).findFirst();
  }

  /** The first line that holds the pattern, now or until the limit; else the test fails. */
  synchronized Matcher await(Pattern pattern, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    int next = 0;
    while (true) {
      for (; next < lines.size(); next++) {
        Matcher matcher = pattern.matcher(lines.get(next));
        if (matcher.find()) {
          return matcher;
        }
      }
      long rest = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (ended || rest <= 0) {
        throw new AssertionError(
            "No line '%s' %s in %s; it ends:%n%s"
                .formatted(
                    pattern,
                    ended ? "before the end" : "within " + limit,
                    file,
                    String.join("\n", lines.subList(Math.max(0, lines.size() - 40), next))));
      }
      try {
        wait(rest);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("Interrupted while waiting for '" + pattern + "'", e);
      }
    }
  }
}
