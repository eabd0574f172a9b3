package io.netauto.driver.session;

import io.netauto.driver.CommandResult;
import io.netauto.driver.Login;
import io.netauto.driver.Mark;
import io.netauto.driver.OpenResult;
import io.netauto.driver.Secret;
import io.netauto.driver.Session;
import io.netauto.driver.SessionListener;
import io.netauto.driver.SessionOptions;
import io.netauto.driver.Transcript;
import io.netauto.driver.platform.Platform;
import io.netauto.driver.platform.Platforms;
import io.netauto.driver.transport.ScriptedDevice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A session with a {@link ScriptedDevice}: what the caller and the transcript saw. */
final class Recording implements SessionListener {
  static final Platforms PLATFORMS = Platforms.builtIn();

  final List<String> lines = new ArrayList<>();
  final List<Mark> marks = new ArrayList<>();
  private final Transcript transcript;
  OpenResult opened;
  Session session;

  Recording(ScriptedDevice device, String platform, SessionOptions options) {
    this(device, PLATFORMS.get(platform), options);
  }

  Recording(ScriptedDevice device, Platform platform, SessionOptions options) {
    transcript =
        new Transcript(
            options.charset(),
            Transcript.State.initial(),
            line -> lines.add(line.command() + " " + line.part() + "|" + line.text()));
    Login login = new Login("admin", Secret.of("pw"), null, null, Secret.of("enable-pass"));
    opened = new OpenSession(device, login, platform, options, this, s -> {}).open();
    if (opened instanceof OpenResult.Opened(Session open)) {
      session = open;
    }
  }

  CommandResult run(String command) {
    return session.run(command);
  }

  List<String> allLines() {
    transcript.finish();
    return lines;
  }

  @Override
  public void bytes(byte[] buffer, int offset, int length) {
    transcript.bytes(buffer, offset, length);
  }

  @Override
  public void mark(Mark mark) {
    marks.add(mark);
    transcript.mark(mark);
  }

  static SessionOptions options(int promptMillis, int silenceMillis, int commandMillis) {
    SessionOptions d = SessionOptions.defaults();
    return new SessionOptions(
        d.connect(),
        d.handshake(),
        d.authentication(),
        Duration.ofMillis(promptMillis),
        Duration.ofMillis(silenceMillis),
        Duration.ofMillis(commandMillis),
        d.columns(),
        d.rows(),
        d.keepOutput(),
        d.charset(),
        d.algorithms());
  }

  static SessionOptions options() {
    return options(10_000, 4_000, 20_000);
  }
}
