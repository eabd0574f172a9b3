package io.netauto.driver.getters;

import io.netauto.driver.vendor.eos.EosGetters;
import io.netauto.driver.vendor.frr.FrrGetters;
import io.netauto.driver.vendor.ios.IosGetters;
import io.netauto.driver.vendor.iosxr.IosXrGetters;
import io.netauto.driver.vendor.junos.JunosGetters;
import io.netauto.driver.vendor.nxos.NxosGetters;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The getters of all platforms that have some. */
public final class GettersByPlatform {
  private static final Map<String, Getters> BY_ID =
      Map.of(
          "arista_eos", EosGetters.all(),
          "cisco_ios", IosGetters.all(),
          "cisco_iosxr", IosXrGetters.all(),
          "cisco_nxos", NxosGetters.all(),
          "frr", FrrGetters.all(),
          "juniper_junos", JunosGetters.all());

  private GettersByPlatform() {}

  /** The getters of a platform, e.g. {@code cisco_ios}. */
  public static Optional<Getters> of(String platformId) {
    return Optional.ofNullable(BY_ID.get(platformId));
  }

  /** The platforms that have getters. */
  public static Set<String> platforms() {
    return BY_ID.keySet();
  }
}
