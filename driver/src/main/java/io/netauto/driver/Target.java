package io.netauto.driver;

/**
 * The management address of a device.
 *
 * @param host an IP address or DNS name
 * @param port a TCP port, 1 to 65535
 */
public record Target(String host, int port) {
  public Target {
    if (host.isBlank()) {
      throw new IllegalArgumentException("The host is empty.");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("The port \"" + port + "\" is not between 1 and 65535.");
    }
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
