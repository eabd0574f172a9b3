package io.netauto.server.database;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Programs run without a shell, in an environment that holds nothing of the server's. */
final class Commands {
  private Commands() {}

  /** What a program that ended left behind. */
  record Ended(int exitCode, String output) {
    boolean succeeded() {
      return exitCode == 0;
    }
  }

  /** The program's path, looked for in the search path and the usual folders. */
  static Optional<Path> find(String program) {
    var searched = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator);
    return Stream.concat(Stream.of("/usr/bin", "/bin", "/usr/sbin", "/sbin"), Stream.of(searched))
        .filter(folder -> folder.startsWith("/"))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** A launch in that folder, with no input and one output. */
  static ProcessBuilder prepare(Path folder, List<String> command) {
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/local/bin:/usr/bin:/bin");
    builder.environment().put("LC_ALL", "C");
    return builder
        .redirectErrorStream(true)
        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
  }

  /** Runs a program to its end; one that takes longer than the limit is killed. */
  static Ended run(Path folder, List<String> command, Duration limit) throws IOException {
    var process = prepare(folder, command).start();
    try {
      var output =
          new FutureTask<>(
              () -> new String(process.getInputStream().readAllBytes(), Charset.defaultCharset()));
      Thread.ofPlatform().daemon().name("netauto-output-" + process.pid()).start(output);
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS))
        throw new IOException("\"%s\" did not end within %s".formatted(command, limit));
      return new Ended(process.exitValue(), output.get(5, TimeUnit.SECONDS).strip());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while \"%s\" ran".formatted(command), e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the output of \"%s\" cannot be read".formatted(command), e);
    } finally {
      process.destroyForcibly();
    }
  }

  /** Has the file system of the folder written to disk; an improvement, so failing is no fault. */
  static void flushToDisk(Path folder) throws IOException {
    var sync = find("sync");
    if (sync.isPresent())
      run(folder, List.of(sync.get().toString(), "-f", folder.toString()), Duration.ofMinutes(1));
  }
}
