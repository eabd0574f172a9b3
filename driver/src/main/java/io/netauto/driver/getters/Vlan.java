package io.netauto.driver.getters;

import java.util.List;

/** A VLAN and the interfaces that carry it. */
public record Vlan(String name, List<String> interfaces) {
  public Vlan {
    interfaces = List.copyOf(interfaces);
  }
}
