package io.netauto.driver;

import java.util.List;
import java.util.stream.Stream;

/**
 * What an SSH connection and its device agreed on.
 *
 * @param keyExchange the method by which the keys were made
 * @param hostKey the signature algorithm of the host key
 * @param toDevice what protects the bytes sent to the device
 * @param fromDevice what protects the bytes that come from it
 * @param server the device's greeting, e.g. {@code SSH-2.0-Cisco-1.25}
 */
public record Negotiated(
    String keyExchange, String hostKey, Protection toDevice, Protection fromDevice, String server) {

  /**
   * One direction of a connection.
   *
   * @param mac empty when the cipher authenticates by itself
   */
  public record Protection(String cipher, String mac) {}

  /** The names agreed on that protect no longer, each once; empty for a sound connection. */
  public List<String> weak() {
    return Stream.of(
            keyExchange,
            hostKey,
            toDevice.cipher(),
            toDevice.mac(),
            fromDevice.cipher(),
            fromDevice.mac())
        .filter(Algorithms::isWeak)
        .distinct()
        .toList();
  }
}
