package io.netauto.driver.vendor;

import io.netauto.driver.getters.text.IpAddress;
import io.netauto.driver.getters.text.MacAddress;

/** Addresses in normal form where a device may tell something else in their place. */
public final class Normal {
  private Normal() {}

  /** The IP address in normal form, or the text as it is. */
  public static String ip(String told) {
    return IpAddress.parse(told).orElse(told);
  }

  /** The MAC address in normal form, or the text as it is. */
  public static String mac(String told) {
    return MacAddress.parse(told).orElse(told);
  }
}
