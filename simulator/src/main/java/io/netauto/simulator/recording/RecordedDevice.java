package io.netauto.simulator.recording;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A recorded device that is served: where it is reached, and what was put into its output. */
public final class RecordedDevice {
  private final String name;
  private final int port;
  private final String password;
  private final Recording recording;
  private final Scenery scenery;
  private final Chaos chaos;
  private final Set<String> injected = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();

  RecordedDevice(
      String name, int port, String password, Recording recording, Scenery scenery, Chaos chaos) {
    this.name = name;
    this.port = port;
    this.password = password;
    this.recording = recording;
    this.scenery = scenery;
    this.chaos = chaos;
  }

  public String host() {
    return "127.0.0.1";
  }

  public int port() {
    return port;
  }

  /** The user name by which the device is chosen; what follows a {@code +} in it is ignored. */
  public String username() {
    return name;
  }

  public String password() {
    return password;
  }

  /** The log lines that chaos has put in, of all connections. */
  public Set<String> injected() {
    return Set.copyOf(injected);
  }

  Talk begin() {
    return recording.begin();
  }

  Stage stage() {
    return new Stage(chaos, scenery, name + "/" + connections.incrementAndGet(), injected::add);
  }
}
