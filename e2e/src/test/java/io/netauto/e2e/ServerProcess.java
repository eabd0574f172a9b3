package io.netauto.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The server as a process of its own, in a data folder of its own, on a port that it chooses.
 *
 * <p>{@code try (var server = ServerProcess.start(Map.of())) { server.client().get("/devices"); }}.
 * Its log is kept in target/servers. Closing ends it and forgets its data.
 */
final class ServerProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(40);
  private static final Pattern READY =
      Pattern.compile("NetAuto is ready at (https?://[^\\s/]+:\\d+)");
  private static final Pattern FIRST_ADMIN = Pattern.compile("First admin: (\\S+) / (\\S+)");
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final List<String> command;
  private final Map<String, String> environment;
  private final Path data;
  private final Path log;
  private final Process process;
  private final Lines lines;
  private final Thread hook;
  private final URI address;
  private final @Nullable Login firstAdmin;
  private @Nullable Api client;

  /** A user and the password; its text hides the password. */
  record Login(String user, String password) {
    @Override
    public String toString() {
      return user + " / ***";
    }
  }

  /**
   * Starts the server on a new data folder and waits until it is ready. The variables come on top
   * of the harness's.
   */
  static ServerProcess start(Map<String, String> environment) {
    return start(command(List.of()), environment);
  }

  /**
   * The command of a server with more options for Java. It takes an ahead-of-time cache that lies
   * beside the jar, as {@code build/aot-cache server} makes one.
   */
  static List<String> command(List<String> options) {
    List<String> command = new ArrayList<>(List.of(Project.java().toString(), "-Xmx768m"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(options);
    Path cache = Project.serverJar().resolveSibling("netauto-server.aot");
    if (Files.exists(cache)) {
      command.addAll(List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off"));
    }
    command.addAll(List.of("-jar", Project.serverJar().toString(), "server"));
    return command;
  }

  static ServerProcess start(List<String> command, Map<String, String> environment) {
    return new ServerProcess(command, environment, newDataFolder(), null);
  }

  /**
   * Starts it again on the same data, after {@link #stop} or {@link #kill9}; it may get another
   * port.
   */
  ServerProcess again() {
    if (process.isAlive()) {
      throw new IllegalStateException("Still running: stop it first");
    }
    return new ServerProcess(command, environment, data, firstAdmin);
  }

  private ServerProcess(
      List<String> command, Map<String, String> environment, Path data, @Nullable Login known) {
    this.command = command;
    this.environment = environment;
    this.data = data;
    log = Project.target().resolve("servers/server-" + COUNT.incrementAndGet() + ".log");
    try {
      Files.createDirectories(log.getParent());
      Files.deleteIfExists(log);
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().keySet().removeIf(name -> name.startsWith("NET_AUTO_"));
      builder.environment().put("NET_AUTO_PORT", "0");
      builder.environment().put("NET_AUTO_DATA", data.toString());
      builder.environment().putAll(environment);
      process = builder.start();
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    hook = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(hook);
    lines = Lines.of(process, log);
    try {
      address = URI.create(awaitLine(READY, START_LIMIT).group(1));
      firstAdmin =
          lines
              .find(FIRST_ADMIN)
              .map(found -> new Login(found.group(1), found.group(2)))
              .orElse(known);
    } catch (AssertionError e) {
      kill9();
      if (known == null) {
        delete(data.getParent());
      }
      throw e;
    }
  }

  private static Path newDataFolder() {
    try {
      // PostgreSQL does not run as root: the user whom the server gives it must get into the folder
      Path folder = Files.createTempDirectory("netauto-e2e-");
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      return folder.resolve("data");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first line of the log that holds the pattern, now or until the limit. */
  Matcher awaitLine(Pattern pattern, Duration limit) {
    return lines.await(pattern, limit);
  }

  /** Of the form {@code https://127.0.0.1:8443}. */
  URI address() {
    return address;
  }

  /** Who was made at the first start, with the password that was told once. */
  Login firstAdmin() {
    if (firstAdmin == null) {
      throw new AssertionError("The server told no 'First admin: USER / PASSWORD'; see " + log);
    }
    return firstAdmin;
  }

  /** The API, as the first admin. */
  synchronized Api client() {
    if (client == null) {
      client = Api.login(address, firstAdmin().user(), firstAdmin().password());
    }
    return client;
  }

  Path data() {
    return data;
  }

  long pid() {
    return process.pid();
  }

  /** Everything said so far. */
  String log() {
    return String.join("\n", lines.all());
  }

  /** Ends it as a service manager does, by SIGTERM; the test fails when that takes too long. */
  void stop() {
    List<ProcessHandle> all = withDescendants();
    process.destroy();
    try {
      awaitEnd(all, STOP_LIMIT);
    } catch (AssertionError e) {
      all.forEach(ProcessHandle::destroyForcibly);
      throw e;
    } finally {
      forgetHook();
    }
  }

  /** Ends it without a chance to tidy up, by SIGKILL; what it had started must go by itself. */
  void kill9() {
    List<ProcessHandle> all = withDescendants();
    process.destroyForcibly();
    try {
      awaitEnd(all, STOP_LIMIT);
    } finally {
      all.forEach(ProcessHandle::destroyForcibly);
      forgetHook();
    }
  }

  private List<ProcessHandle> withDescendants() {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    return all;
  }

  private void awaitEnd(List<ProcessHandle> all, Duration limit) {
    try {
      CompletableFuture.allOf(
              all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
          .orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS)
          .join();
    } catch (RuntimeException e) {
      List<String> left =
          all.stream()
              .filter(ProcessHandle::isAlive)
              .map(p -> p.pid() + " " + p.info().command().orElse("?"))
              .toList();
      throw new AssertionError("Not over after " + limit + ": " + left + "; see " + log, e);
    }
  }

  private void forgetHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // this JVM is ending: the hook does its work
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      stop();
    }
    delete(data.getParent());
  }

  private static void delete(@Nullable Path folder) {
    if (folder == null || !Files.exists(folder)) {
      return;
    }
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e)
                throws IOException {
              Files.delete(visited);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
