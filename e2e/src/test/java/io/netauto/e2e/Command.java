package io.netauto.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A program run to its end, within a limit of time. */
final class Command {
  private final List<String> words;
  private final Map<String, @Nullable String> environment = new HashMap<>();
  private @Nullable Path folder;
  private byte[] input = {};
  private Duration limit = Duration.ofSeconds(30);

  /** How a program ended. The streams are as it wrote them. */
  record Result(List<String> words, int status, byte[] stdout, byte[] stderr) {
    String out() {
      return new String(stdout, StandardCharsets.UTF_8);
    }

    String err() {
      return new String(stderr, StandardCharsets.UTF_8);
    }

    /** This result, when the program ended with status 0; else the test fails with what it said. */
    Result ok() {
      if (status != 0) {
        throw new AssertionError(this);
      }
      return this;
    }

    @Override
    public String toString() {
      return "%s ended with status %d%nstdout: %s%nstderr: %s"
          .formatted(String.join(" ", words), status, out(), err());
    }
  }

  private Command(List<String> words) {
    this.words = List.copyOf(words);
  }

  static Command of(Object... words) {
    return new Command(Arrays.stream(words).map(Object::toString).toList());
  }

  /** Sets a variable of the program's environment, or with null takes it away. */
  Command env(String name, @Nullable String value) {
    environment.put(name, value);
    return this;
  }

  Command in(Path folder) {
    this.folder = folder;
    return this;
  }

  Command input(String text) {
    input = text.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  Command within(Duration limit) {
    this.limit = limit;
    return this;
  }

  /** Runs it; a program that is not over in time is ended, and fails the test. */
  Result run() {
    ProcessBuilder builder = new ProcessBuilder(words);
    if (folder != null) {
      builder.directory(folder.toFile());
    }
    environment.forEach(
        (name, value) -> {
          if (value == null) {
            builder.environment().remove(name);
          } else {
            builder.environment().put(name, value);
          }
        });
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var stdout = read(process.getInputStream());
    var stderr = read(process.getErrorStream());
    var stdin = write(process);
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      boolean ended = process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
      if (!ended) {
        end(process);
      }
      Duration rest = Duration.ofNanos(Math.max(deadline - System.nanoTime(), 0)).plusSeconds(5);
      stdin.get(rest.toNanos(), TimeUnit.NANOSECONDS);
      Result result =
          new Result(
              words,
              process.exitValue(),
              stdout.get(rest.toNanos(), TimeUnit.NANOSECONDS),
              stderr.get(rest.toNanos(), TimeUnit.NANOSECONDS));
      if (!ended) {
        throw new AssertionError("Not over within " + limit + ", ended by the test: " + result);
      }
      return result;
    } catch (TimeoutException e) {
      throw new AssertionError("Still writing after its end: " + String.join(" ", words), e);
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted: " + String.join(" ", words), e);
    } finally {
      end(process);
    }
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private CompletableFuture<Void> write(Process process) {
    return CompletableFuture.runAsync(
        () -> {
          try (var to = process.getOutputStream()) {
            to.write(input);
          } catch (IOException e) {
            // the program did not want it
          }
        },
        Thread::startVirtualThread);
  }

  private static CompletableFuture<byte[]> read(InputStream stream) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (stream) {
            return stream.readAllBytes();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        Thread::startVirtualThread);
  }
}
