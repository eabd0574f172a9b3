package io.netauto.driver.vendor.frr;

import io.netauto.driver.getters.Getter;
import io.netauto.driver.getters.Getters;

/**
 * The getters of FRRouting. It is a routing daemon on a host: of neighbours on the link, hardware
 * and users it tells nothing, so these are not offered.
 */
public final class FrrGetters {
  private FrrGetters() {}

  public static Getters all() {
    return Getters.builder()
        .with(Getter.FACTS, FrrFacts::read)
        .with(Getter.INTERFACES, FrrInterfaces::read)
        .with(Getter.INTERFACES_IP, FrrInterfaces::readAddresses)
        .with(Getter.BGP_NEIGHBORS, FrrBgpNeighbors::read)
        .with(Getter.CONFIG, FrrConfig::read)
        .build();
  }
}
