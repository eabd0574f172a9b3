package io.netauto.simulator.ssh;

import io.netauto.simulator.device.Device;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import org.jspecify.annotations.Nullable;

/** A device behind its TCP port, and the host key that it shows. Thread-safe. */
public final class Port {
  private final Device device;
  private final HostKeys keys;
  private @Nullable KeyPair hostKey;
  private volatile int number;
  private volatile @Nullable Relay relay;

  Port(Device device, HostKeys keys) {
    this.device = device;
    this.keys = keys;
  }

  public Device device() {
    return device;
  }

  public int number() {
    return number;
  }

  /** Made when it is first asked for, as many devices are never visited. */
  public synchronized KeyPair hostKey() {
    KeyPair key = hostKey;
    if (key == null) {
      key = keys.of(device);
      hostKey = key;
    }
    return key;
  }

  /** Shows another host key from the next connection on. */
  public synchronized void rotateHostKey() {
    hostKey = HostKeys.fresh();
  }

  InetSocketAddress address(int port) {
    return new InetSocketAddress(device.plan().host(), port);
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
}
