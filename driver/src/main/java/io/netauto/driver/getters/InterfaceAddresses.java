package io.netauto.driver.getters;

import java.util.LinkedHashMap;
import java.util.Map;

/** Collects the answer of {@link Getter#INTERFACES_IP}. Used by one thread. */
public final class InterfaceAddresses {
  public static final String V4 = "ipv4";
  public static final String V6 = "ipv6";

  private final Map<String, Map<String, Map<String, PrefixLength>>> all = new LinkedHashMap<>();

  /** The interface speaks this family, with or without an address. */
  public void mention(String interfaceName, String family) {
    family(interfaceName, family);
  }

  public void put(String interfaceName, String family, String address, int prefixLength) {
    family(interfaceName, family).put(address, new PrefixLength(prefixLength));
  }

  private Map<String, PrefixLength> family(String interfaceName, String family) {
    return all.computeIfAbsent(interfaceName, any -> new LinkedHashMap<>())
        .computeIfAbsent(family, any -> new LinkedHashMap<>());
  }

  /** By interface, family and address, in the order collected. */
  public Map<String, Map<String, Map<String, PrefixLength>>> all() {
    return Ordered.copy(all);
  }
}
