package io.netauto.driver;

import io.netauto.driver.platform.Platform;
import io.netauto.driver.session.CliSession;
import io.netauto.driver.session.OpenSession;
import io.netauto.driver.transport.NotConnected;
import io.netauto.driver.transport.SshConnector;
import io.netauto.driver.transport.Transport;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Sessions over SSH. */
final class SshDriver implements Driver {
  private final SshConnector connector = new SshConnector();
  private final Set<CliSession> open = ConcurrentHashMap.newKeySet();

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
      transport =
          connector.connect(
              target, suffixed(login, platform), hostKeys, options, platform.terminal());
    } catch (NotConnected e) {
      return new OpenResult.NotOpened(e.failure());
    }
    OpenResult result =
        new OpenSession(transport, login, platform, options, listener, open::remove).open();
    if (result instanceof OpenResult.Opened(Session opened)
        && opened instanceof CliSession session) {
      open.add(session);
    }
    return result;
  }

  private static Login suffixed(Login login, Platform platform) {
    return platform.usernameSuffix().isEmpty()
        ? login
        : new Login(
            login.username() + platform.usernameSuffix(),
            login.password(),
            login.privateKey(),
            login.passphrase(),
            login.enablePassword());
  }

  @Override
  public void close() {
    List.copyOf(open).forEach(CliSession::cancel);
    connector.close();
  }
}
