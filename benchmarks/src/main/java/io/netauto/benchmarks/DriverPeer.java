package io.netauto.benchmarks;

import io.netauto.driver.CommandResult;
import io.netauto.driver.Driver;
import io.netauto.driver.Drivers;
import io.netauto.driver.HostKeys;
import io.netauto.driver.Login;
import io.netauto.driver.Mark;
import io.netauto.driver.OpenResult;
import io.netauto.driver.Session;
import io.netauto.driver.SessionListener;
import io.netauto.driver.SessionOptions;
import io.netauto.driver.Target;
import io.netauto.driver.Transcript;
import io.netauto.driver.platform.Platform;
import io.netauto.driver.platform.Platforms;
import java.nio.charset.StandardCharsets;

/** NetAuto's driver, used as the server uses it: nothing kept, every line cleaned as it comes. */
final class DriverPeer implements Peer {
  private final Driver driver = Drivers.ssh();
  private final Platform platform = Platforms.builtIn().find(Engine.PLATFORM).orElseThrow();
  private final Target target;
  private final Listener listener = new Listener();
  private final Session session;

  private static final class Listener implements SessionListener {
    private long lines;
    private long lastByte;
    private final Transcript transcript =
        new Transcript(
            StandardCharsets.UTF_8,
            Transcript.State.initial(),
            line -> {
              if (line.part() == Transcript.Part.OUTPUT) {
                this.lines++;
              }
            });

    @Override
    public void bytes(byte[] buffer, int offset, int length) {
      transcript.bytes(buffer, offset, length);
      lastByte = System.nanoTime();
    }

    @Override
    public void mark(Mark mark) {
      transcript.mark(mark);
    }
  }

  DriverPeer(int port) {
    target = new Target(FleetProcess.HOST, port);
    session = open(listener);
  }

  @Override
  public String name() {
    return "NetAuto";
  }

  private Session open(SessionListener hears) {
    SessionOptions d = SessionOptions.defaults();
    SessionOptions options =
        new SessionOptions(
            d.connect(),
            d.handshake(),
            d.authentication(),
            d.prompt(),
            d.silence(),
            d.command(),
            d.columns(),
            d.rows(),
            0,
            d.charset(),
            d.algorithms());
    OpenResult result =
        driver.open(
            target,
            Login.password(FleetProcess.USERNAME, FleetProcess.PASSWORD),
            platform,
            HostKeys.trustAll(),
            options,
            hears);
    return switch (result) {
      case OpenResult.Opened(Session opened, _) -> opened;
      case OpenResult.NotOpened(var failure) -> throw new IllegalStateException(failure.toString());
    };
  }

  @Override
  public Sample bulk(long bytes, int times) {
    long wall = 0;
    long settle = 0;
    long cpu = Cpu.own();
    for (int i = 0; i < times; i++) {
      listener.lines = 0;
      long began = System.nanoTime();
      CommandResult result = session.run("show netauto-bulk " + bytes);
      long ended = System.nanoTime();
      if (!(result instanceof CommandResult.Done(CommandResult.Output output))
          || output.bytes() != bytes
          || listener.lines != (bytes + 79) / 80) {
        throw new IllegalStateException("Not " + bytes + " bytes of lines: " + result);
      }
      wall += listener.lastByte - began;
      settle += ended - listener.lastByte;
    }
    return new Sample(wall / 1e6, settle / 1e6, (Cpu.own() - cpu) / 1e6);
  }

  @Override
  public Sample login(int times) {
    long began = System.nanoTime();
    long cpu = Cpu.own();
    for (int i = 0; i < times; i++) {
      open(SessionListener.none()).close();
    }
    return new Sample((System.nanoTime() - began) / 1e6, 0, (Cpu.own() - cpu) / 1e6);
  }

  @Override
  public void close() {
    session.close();
    driver.close();
  }
}
