package io.netauto.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.json.JsonMapper;

/** A Python library in a process of its own: {@code benchmarks/LIBRARY_peer.py}. */
final class PythonPeer implements Peer {
  private static final long PATIENCE_SECONDS = 180;

  private final JsonMapper json = new JsonMapper();
  private final String library;
  private final Device device;
  private final int most;
  private final Process process;
  private final BufferedReader out;
  private final Writer in;
  private final String version;
  private boolean opened;

  private PythonPeer(String library, Device device, int most) throws IOException {
    this.library = library;
    this.device = device;
    this.most = most;
    this.process =
        new ProcessBuilder(
                python(),
                Settings.root().resolve("benchmarks/" + library + "_peer.py").toString(),
                Device.HOST,
                Integer.toString(device.port()),
                device.username(),
                device.password(),
                device.keyFile(),
                device.kind().netmikoType,
                device.kind().prompt)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    this.out = process.inputReader(StandardCharsets.UTF_8);
    this.in = process.outputWriter(StandardCharsets.UTF_8);
    this.version = answer();
  }

  /**
   * Empty when there is no Python with this library.
   *
   * @param most the most repetitions for a figure
   */
  static Optional<PythonPeer> of(String library, Device device, int most)
      throws IOException, InterruptedException {
    try {
      Process look =
          new ProcessBuilder(python(), "-c", "import " + library)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (look.waitFor() != 0) {
        return Optional.empty();
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.of(new PythonPeer(library, device, most));
  }

  private static String python() {
    String given = Settings.text("NETAUTO_BENCH_PYTHON");
    return given.isEmpty() ? "/usr/bin/python3" : given;
  }

  @Override
  public String name() {
    return library + " " + version;
  }

  @Override
  public int repetitions(int wanted) {
    return Math.min(wanted, most);
  }

  @Override
  public boolean staysOpen() {
    return true;
  }

  @Override
  public Sample sessions(long bytes, int times) throws IOException {
    return measured("sessions", bytes, times);
  }

  @Override
  public Sample commands(long bytes, int times) throws IOException {
    if (!opened) {
      ask("open", 0, Together.WORKERS);
      opened = true;
    }
    return measured("commands", bytes, times);
  }

  @Override
  public Sample output(long bytes) throws IOException {
    return commands(bytes, 1);
  }

  @Override
  public Sample cold() throws IOException, InterruptedException {
    long began = System.nanoTime();
    try (PythonPeer fresh = new PythonPeer(library, device, 1)) {
      fresh.ask("sessions", 0, 1);
      return new Sample((System.nanoTime() - began) / 1e6, Cpu.seconds(fresh.process.pid()) * 1000);
    }
  }

  private Sample measured(String what, long bytes, int times) throws IOException {
    long began = System.nanoTime();
    double cpu = Cpu.seconds(process.pid());
    ask(what, bytes, times);
    return new Sample((System.nanoTime() - began) / 1e6, (Cpu.seconds(process.pid()) - cpu) * 1000);
  }

  private void ask(String what, long bytes, int times) throws IOException {
    in.write(
        json.writeValueAsString(
            Map.of(
                "what",
                what,
                "times",
                times,
                "workers",
                Math.min(times, Together.WORKERS),
                "preparation",
                what.equals("open") || bytes > 0 ? device.needed() : List.of(),
                "command",
                bytes == 0 ? "" : device.printing(bytes),
                "bytes",
                bytes)));
    in.write('\n');
    in.flush();
    answer();
  }

  private String answer() throws IOException {
    FutureTask<String> line = new FutureTask<>(out::readLine);
    Thread.startVirtualThread(line);
    try {
      String said = line.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (said == null) {
        throw new IOException(library + " ended.");
      }
      return said;
    } catch (TimeoutException | ExecutionException | InterruptedException e) {
      process.destroyForcibly();
      throw new IOException(library + " did not answer within " + PATIENCE_SECONDS + " s.", e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    try {
      in.close();
    } catch (IOException e) {
      // It has ended.
    }
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
