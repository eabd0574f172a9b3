package io.netauto.driver.vendor.cisco;

import io.netauto.driver.getters.LldpNeighbor;
import io.netauto.driver.getters.LldpNeighborDetail;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A neighbour as {@code show lldp neighbors detail} prints it, field by field. */
public final class LldpEntry {
  private final Map<String, String> fields = new HashMap<>();

  /** A field by the words that the device has for it; one that is not advertised is empty. */
  public void put(String field, String value) {
    String bare = value.strip();
    fields.put(field, bare.contains("not advertised") ? "" : bare);
  }

  public boolean has(String field) {
    return fields.containsKey(field);
  }

  public String get(String field) {
    return fields.getOrDefault(field, "");
  }

  public LldpNeighborDetail detail(UnaryOperator<String> chassis) {
    return new LldpNeighborDetail(
        "",
        get("Port id"),
        get("Port Description"),
        chassis.apply(get("Chassis id")),
        get("System Name"),
        get("System Description"),
        LldpCapabilities.names(get("System Capabilities")),
        LldpCapabilities.names(get("Enabled Capabilities")));
  }

  /**
   * Neighbours in short, by interface. One whose name is {@code nameless} is told by its chassis.
   */
  public static Map<String, List<LldpNeighbor>> inShort(
      Map<String, List<LldpNeighborDetail>> details, String nameless) {
    Map<String, List<LldpNeighbor>> all = new LinkedHashMap<>();
    details.forEach(
        (name, neighbors) ->
            all.put(
                name,
                neighbors.stream()
                    .map(
                        detail ->
                            new LldpNeighbor(
                                detail.remoteSystemName().equals(nameless)
                                    ? detail.remoteChassisId()
                                    : detail.remoteSystemName(),
                                detail.remotePort()))
                    .toList()));
    return all;
  }
}
