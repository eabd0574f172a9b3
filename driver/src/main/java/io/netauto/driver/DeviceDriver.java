package io.netauto.driver;

import io.netauto.driver.Failure.Cause;
import io.netauto.driver.platform.Platform;
import io.netauto.driver.session.CliSession;
import io.netauto.driver.session.OpenSession;
import io.netauto.driver.transport.NotConnected;
import io.netauto.driver.transport.SshConnector;
import io.netauto.driver.transport.TelnetConnector;
import io.netauto.driver.transport.Transport;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Sessions over SSH, and over Telnet where that is enabled. */
final class DeviceDriver implements Driver {
  private final boolean telnetEnabled;
  private final SshConnector ssh = new SshConnector();
  private final TelnetConnector telnet = new TelnetConnector(ssh);
  private final Set<CliSession> open = ConcurrentHashMap.newKeySet();

  DeviceDriver(boolean telnetEnabled) {
    this.telnetEnabled = telnetEnabled;
  }

  @Override
  public OpenResult open(
      Target target,
      Login login,
      Platform platform,
      HostKeys hostKeys,
      SessionOptions options,
      SessionListener listener) {
    Transport transport;
    try {
      Login named = login.withUsername(login.username() + platform.usernameSuffix());
      transport = connect(target, named, platform, hostKeys, options, listener);
    } catch (NotConnected e) {
      return new OpenResult.NotOpened(e.failure());
    }
    OpenResult result =
        new OpenSession(transport, login, platform, options, listener, open::remove).open();
    if (result instanceof OpenResult.Opened opened) {
      if (opened.session() instanceof CliSession session) {
        open.add(session);
      }
      return new OpenResult.Opened(opened.session(), transport.negotiated());
    }
    return result;
  }

  private Transport connect(
      Target target,
      Login login,
      Platform platform,
      HostKeys hostKeys,
      SessionOptions options,
      SessionListener listener)
      throws NotConnected {
    return switch (target.protocol()) {
      case SSH -> ssh.connect(target, login, hostKeys, options, platform.terminal());
      case TELNET -> {
        if (!telnetEnabled) {
          throw new NotConnected(telnetDisabled(target), null);
        }
        yield telnet.connect(target, login, options, platform.terminal(), listener);
      }
    };
  }

  private static Failure telnetDisabled(Target target) {
    return new Failure(
        Cause.TELNET_DISABLED,
        target + " is to be reached by Telnet, which is not enabled.",
        "SSH, or Telnet enabled",
        "",
        "Reach the device by SSH. If it has none, enable Telnet; passwords then cross the network"
            + " in clear.");
  }

  @Override
  public void close() {
    List.copyOf(open).forEach(CliSession::cancel);
    ssh.close();
  }
}
