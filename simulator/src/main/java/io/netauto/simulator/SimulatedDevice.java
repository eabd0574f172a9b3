package io.netauto.simulator;

import io.netauto.simulator.device.Counters;
import io.netauto.simulator.device.Received;
import io.netauto.simulator.plan.DevicePlan;
import io.netauto.simulator.plan.Place;
import io.netauto.simulator.ssh.Port;
import java.security.PublicKey;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;

/** A running device: where it is reached, how one logs in, and what has been done to it. */
public final class SimulatedDevice {
  private final Port port;

  SimulatedDevice(Port port) {
    this.port = port;
  }

  public String name() {
    return plan().name();
  }

  /** The id of its platform, such as {@code cisco_ios}. */
  public String platform() {
    return plan().platform();
  }

  public String host() {
    return plan().host();
  }

  public int port() {
    return port.number();
  }

  public String username() {
    return plan().username();
  }

  public String password() {
    return plan().password();
  }

  /** Empty if the enable command asks for none. */
  public String enablePassword() {
    return plan().enablePassword();
  }

  /** Its site, role, vendor, model and tags. */
  public Place place() {
    return plan().place();
  }

  /** What it was started from, its latency and faults among it. */
  public DevicePlan plan() {
    return port.device().plan();
  }

  public PublicKey hostKey() {
    return port.hostKey().getPublic();
  }

  /** The fingerprint of its host key as OpenSSH writes it: {@code SHA256:...}. */
  public String hostKeyFingerprint() {
    return KeyUtils.getFingerPrint(hostKey());
  }

  /** Shows another host key from the next connection on. */
  public void rotateHostKey() {
    port.rotateHostKey();
  }

  /** The name in its prompt, which a command may have changed. */
  public String hostname() {
    return port.device().hostname();
  }

  /** The configuration as it is now, as the device would show it. */
  public String runningConfig() {
    return port.device().running().text();
  }

  /** Sessions that were let in. */
  public long logins() {
    return counters().logins();
  }

  /** The commands received, oldest first; the last ten thousand. */
  public List<String> commands() {
    return received().stream().map(Received::line).toList();
  }

  /** The same with their times and sessions. */
  public List<Received> received() {
    return counters().received();
  }

  public long commandCount() {
    return counters().commandCount();
  }

  /** Bytes of output that have left, before encryption. */
  public long bytesSent() {
    return counters().bytesSent();
  }

  public int openSessions() {
    return counters().openSessions();
  }

  /** TCP connections that are open, before and after the login. */
  public int openConnections() {
    return counters().openConnections();
  }

  /** Connections that found all lines taken. */
  public long refusedConnections() {
    return counters().refusedConnections();
  }

  /** Logins that were refused by the device or its realm. */
  public long refusedLogins() {
    return counters().refusedLogins();
  }

  void reset(boolean configuration) {
    counters().reset();
    if (configuration) {
      port.device().restore();
    }
  }

  public int maxOpenSessions() {
    return counters().maxOpenSessions();
  }

  @Override
  public String toString() {
    return name() + " at " + host() + ":" + port();
  }

  private Counters counters() {
    return port.device().counters();
  }
}
