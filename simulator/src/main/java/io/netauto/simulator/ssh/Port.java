package io.netauto.simulator.ssh;

import io.netauto.simulator.device.Device;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.jspecify.annotations.Nullable;

/** A device behind its TCP port, and the host key that it shows. Thread-safe. */
public final class Port {
  private final Device device;
  private volatile KeyPair hostKey = newKey();
  private volatile int number;
  private volatile @Nullable Relay relay;

  Port(Device device) {
    this.device = device;
  }

  public Device device() {
    return device;
  }

  public int number() {
    return number;
  }

  public KeyPair hostKey() {
    return hostKey;
  }

  /** Shows another host key from the next connection on. */
  public void rotateHostKey() {
    hostKey = newKey();
  }

  void bound(int port) {
    number = port;
  }

  void behind(Relay other) {
    relay = other;
    number = other.port();
  }

  /** The relay that can reset its connections, or null if none is needed. */
  @Nullable Relay relay() {
    return relay;
  }

  private static KeyPair newKey() {
    try {
      return SecurityUtils.getKeyPairGenerator("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
