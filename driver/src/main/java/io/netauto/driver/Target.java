package io.netauto.driver;

import java.util.List;

/**
 * The management address of a device, and the way to it.
 *
 * @param host an IP address or DNS name; behind jump hosts, the last of them looks the name up
 * @param port a TCP port, 1 to 65535
 * @param via the jump hosts in between, the nearest first; empty when there are none
 */
public record Target(String host, int port, Protocol protocol, List<Hop> via) {
  public Target {
    if (host.isBlank()) {
      throw new IllegalArgumentException("The host is empty.");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("The port \"" + port + "\" is not between 1 and 65535.");
    }
    via = List.copyOf(via);
  }

  /** A device reached by SSH, without jump hosts. */
  public Target(String host, int port) {
    this(host, port, Protocol.SSH, List.of());
  }

  public static Target telnet(String host, int port) {
    return new Target(host, port, Protocol.TELNET, List.of());
  }

  /** The same device behind these jump hosts. */
  public Target via(List<Hop> hops) {
    return new Target(host, port, protocol, hops);
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
