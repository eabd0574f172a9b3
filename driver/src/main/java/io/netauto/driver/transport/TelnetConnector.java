package io.netauto.driver.transport;

import io.netauto.driver.Login;
import io.netauto.driver.SessionListener;
import io.netauto.driver.SessionOptions;
import io.netauto.driver.Target;

/** Reaches devices by Telnet, directly or inside the sessions with jump hosts. */
public final class TelnetConnector {
  private final SshConnector ssh;

  public TelnetConnector(SshConnector ssh) {
    this.ssh = ssh;
  }

  /**
   * Connects and logs in.
   *
   * @param listener hears what the device says until then
   * @throws NotConnected with the reason, an interrupt included
   */
  public Transport connect(
      Target target, Login login, SessionOptions options, String terminal, SessionListener listener)
      throws NotConnected {
    Transport wire =
        target.via().isEmpty()
            ? TcpTransport.connect(target, options.destinations(), options.connect())
            : ssh.tunnel(target, options);
    boolean done = false;
    try {
      TelnetProtocol protocol = new TelnetProtocol(terminal, options.columns(), options.rows());
      TelnetTransport telnet = new TelnetTransport(wire, protocol);
      Transport loggedIn =
          new TelnetLogin(telnet, target, login, LoginWords.usual(), options, listener).logIn();
      done = true;
      return loggedIn;
    } finally {
      if (!done) {
        wire.abort();
      }
    }
  }
}
