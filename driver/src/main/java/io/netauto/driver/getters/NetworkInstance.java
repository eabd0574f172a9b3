package io.netauto.driver.getters;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/** A VRF or another routing instance, with its interfaces by name. */
public record NetworkInstance(String name, String type, State state, Interfaces interfaces) {

  /** The route distinguisher, or an empty text. */
  public record State(String routeDistinguisher) {}

  /** The interfaces by name; nothing is told of each. */
  public record Interfaces(@JsonProperty("interface") Map<String, Map<String, Object>> byName) {
    public Interfaces {
      byName = Ordered.copy(byName);
    }
  }
}
