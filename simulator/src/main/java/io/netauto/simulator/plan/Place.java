package io.netauto.simulator.plan;

import java.util.List;

/** Where a device stands and what it is, in the words of an inventory; empty where unknown. */
public record Place(String site, String role, String vendor, String model, List<String> tags) {
  /** A device without a place. */
  public static final Place NOWHERE = new Place("", "", "", "", List.of());

  public Place {
    tags = List.copyOf(tags);
  }
}
