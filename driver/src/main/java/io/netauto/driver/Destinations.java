package io.netauto.driver;

import java.net.InetAddress;

/**
 * Which addresses may be connected to. It is asked for each address of the device, or of the first
 * jump host, right before the connection to it is made, so that a name cannot stand for another
 * address meanwhile. What a jump host connects to is not asked: that host looks the name up.
 */
@FunctionalInterface
public interface Destinations {

  /** Whether this address of the target may be connected to. */
  boolean allows(Target target, InetAddress address);

  /** Every address. */
  static Destinations any() {
    return (target, address) -> true;
  }
}
