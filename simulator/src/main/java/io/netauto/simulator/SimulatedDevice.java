package io.netauto.simulator;

import io.netauto.simulator.device.Counters;
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
    return "127.0.0.1";
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
    return counters().commands();
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
