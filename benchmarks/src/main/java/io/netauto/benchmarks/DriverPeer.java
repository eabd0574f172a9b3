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
import io.netauto.driver.Transcript;
import io.netauto.driver.platform.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** NetAuto's driver, used as the server uses it: nothing kept, every line cleaned as it comes. */
final class DriverPeer implements Peer {
  static final String NAME = "NetAuto";

  private final Driver driver = Drivers.ssh();
  private final Device device;
  private final Platform platform;
  private final Login login;
  private final List<Conversation> open = new ArrayList<>();

  DriverPeer(Device device) throws IOException {
    this.device = device;
    this.platform = device.platform();
    this.login = device.login();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int repetitions(int most) {
    return most;
  }

  @Override
  public boolean staysOpen() {
    return true;
  }

  private static final class Listener implements SessionListener {
    private long lines;
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
    }

    @Override
    public void mark(Mark mark) {
      transcript.mark(mark);
    }
  }

  private final class Conversation {
    private final Listener listener = new Listener();
    private final Session session = open(listener);

    void ask(long bytes) {
      listener.lines = 0;
      CommandResult result = session.run(device.printing(bytes));
      if (!(result instanceof CommandResult.Done(CommandResult.Output output))
          || output.bytes() < bytes
          || listener.lines != bytes / Device.LINE) {
        throw new IllegalStateException(
            "Not %d bytes of lines, but %d lines: %s".formatted(bytes, listener.lines, result));
      }
    }
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
        driver.open(device.target(), login, platform, HostKeys.trustAll(), options, hears);
    return switch (result) {
      case OpenResult.Opened(Session opened, _) -> opened;
      case OpenResult.NotOpened(var failure) -> throw new IllegalStateException(failure.toString());
    };
  }

  @Override
  public Sample sessions(long bytes, int times) throws Exception {
    return Measured.of(() -> Together.run(times, _ -> converse(bytes)));
  }

  void converse(long bytes) {
    Conversation conversation = new Conversation();
    if (bytes > 0) {
      conversation.ask(bytes);
    }
    conversation.session.close();
  }

  @Override
  public Sample commands(long bytes, int times) throws Exception {
    while (open.size() < Together.WORKERS) {
      open.add(new Conversation());
    }
    return Measured.of(() -> Together.run(times, worker -> open.get(worker).ask(bytes)));
  }

  @Override
  public Sample output(long bytes) throws Exception {
    if (open.isEmpty()) {
      open.add(new Conversation());
    }
    return Measured.of(() -> open.getFirst().ask(bytes));
  }

  @Override
  public Sample cold() throws Exception {
    return ColdStart.of(NAME, device);
  }

  @Override
  public void close() {
    open.forEach(each -> each.session.close());
    driver.close();
  }
}
