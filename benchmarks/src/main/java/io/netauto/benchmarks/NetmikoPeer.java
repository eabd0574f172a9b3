package io.netauto.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** netmiko in a Python process of its own, with one open session: {@code benchmarks/netmiko.py}. */
final class NetmikoPeer implements Peer {
  private final Process process;
  private final BufferedReader out;
  private final Writer in;
  private final String version;

  private NetmikoPeer(Process process) throws IOException {
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
    this.in = process.outputWriter(StandardCharsets.UTF_8);
    this.version = answer(60);
  }

  /** Empty when there is no Python with netmiko. */
  static Optional<NetmikoPeer> at(int port) throws IOException, InterruptedException {
    String given = Settings.text("NETAUTO_BENCH_PYTHON");
    String python = given.isEmpty() ? "/usr/bin/python3" : given;
    try {
      Process look =
          new ProcessBuilder(python, "-c", "import netmiko")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (look.waitFor() != 0) {
        return Optional.empty();
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.of(
        new NetmikoPeer(
            new ProcessBuilder(
                    python,
                    Settings.root().resolve("benchmarks/netmiko_peer.py").toString(),
                    FleetProcess.HOST,
                    Integer.toString(port),
                    FleetProcess.USERNAME,
                    FleetProcess.PASSWORD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()));
  }

  @Override
  public String name() {
    return "netmiko " + version;
  }

  @Override
  public Sample bulk(long bytes, int times) throws IOException {
    return ask("bulk " + bytes + " " + times);
  }

  @Override
  public Sample login(int times) throws IOException {
    return ask("login 0 " + times);
  }

  private Sample ask(String what) throws IOException {
    in.write(what + "\n");
    in.flush();
    String[] millis = answer(180).split(" ", -1);
    return new Sample(Double.parseDouble(millis[0]), 0, Double.parseDouble(millis[1]));
  }

  private String answer(long seconds) throws IOException {
    FutureTask<String> line = new FutureTask<>(out::readLine);
    Thread.startVirtualThread(line);
    try {
      String said = line.get(seconds, TimeUnit.SECONDS);
      if (said == null) {
        throw new IOException("netmiko ended.");
      }
      return said;
    } catch (TimeoutException | ExecutionException | InterruptedException e) {
      process.destroyForcibly();
      throw new IOException("netmiko did not answer within " + seconds + " s.", e);
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
