package io.netauto.benchmarks;

import io.netauto.driver.HostKeys;
import io.netauto.driver.Login;
import io.netauto.driver.SessionOptions;
import io.netauto.driver.Target;
import io.netauto.driver.transport.Deadline;
import io.netauto.driver.transport.SshConnector;
import io.netauto.driver.transport.Transport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** NetAuto's transport without its engine: what MINA SSHD alone does, through our own stream. */
final class TransportPeer implements Peer {
  private final SshConnector connector = new SshConnector();
  private final byte[] buffer = new byte[64 << 10];
  private final byte[] prompt;
  private final Target target;
  private final Transport open;

  TransportPeer(int port, String prompt) throws Exception {
    this.target = new Target(FleetProcess.HOST, port);
    this.prompt = prompt.getBytes(StandardCharsets.US_ASCII);
    this.open = connect();
    ask("terminal length 0", 1);
    ask("terminal width 511", 1);
  }

  @Override
  public String name() {
    return "NetAuto's transport";
  }

  private Transport connect() throws Exception {
    Transport transport =
        connector.connect(
            target,
            Login.password(FleetProcess.USERNAME, FleetProcess.PASSWORD),
            HostKeys.trustAll(),
            SessionOptions.defaults(),
            "vt100");
    await(transport, 1);
    return transport;
  }

  private long ask(String command, long bytes) throws Exception {
    open.write((command + "\n").getBytes(StandardCharsets.US_ASCII));
    return await(open, command.length() + bytes);
  }

  private long await(Transport transport, long bytes) throws Exception {
    Deadline deadline = Deadline.after(Duration.ofSeconds(60));
    byte[] tail = new byte[prompt.length];
    long came = 0;
    while (true) {
      int n = transport.read(buffer, deadline);
      if (n <= 0) {
        throw new IllegalStateException("No prompt after " + came + " bytes.");
      }
      came += n;
      int kept = Math.min(n, tail.length);
      System.arraycopy(tail, kept, tail, 0, tail.length - kept);
      System.arraycopy(buffer, n - kept, tail, tail.length - kept, kept);
      if (came >= bytes && java.util.Arrays.equals(tail, prompt)) {
        return System.nanoTime();
      }
    }
  }

  @Override
  public Sample bulk(long bytes, int times) throws Exception {
    long wall = 0;
    long cpu = Cpu.own();
    for (int i = 0; i < times; i++) {
      long began = System.nanoTime();
      wall += ask("show netauto-bulk " + bytes, bytes) - began;
    }
    return new Sample(wall / 1e6, 0, (Cpu.own() - cpu) / 1e6);
  }

  @Override
  public Sample login(int times) throws Exception {
    long began = System.nanoTime();
    long cpu = Cpu.own();
    for (int i = 0; i < times; i++) {
      connect().close();
    }
    return new Sample((System.nanoTime() - began) / 1e6, 0, (Cpu.own() - cpu) / 1e6);
  }

  @Override
  public void close() {
    open.close();
    connector.close();
  }
}
