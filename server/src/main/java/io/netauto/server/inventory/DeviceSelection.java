package io.netauto.server.inventory;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which devices are meant, before it is looked up which these are. */
public sealed interface DeviceSelection {

  /**
   * @param names hostnames or device numbers
   */
  record Devices(List<String> names) implements DeviceSelection {
    public Devices {
      names = List.copyOf(names);
    }
  }

  /**
   * The devices of a group, as they are when it is looked up.
   *
   * @param name of a static or dynamic group, without regard to case; or its number
   */
  record Group(String name) implements DeviceSelection {}

  /**
   * The devices that match, as in {@link DeviceQuery}.
   *
   * @param text empty for any
   * @param fields exact values by field; in the order they were given
   */
  record Filter(String text, Map<String, String> fields) implements DeviceSelection {
    public Filter {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }
}
