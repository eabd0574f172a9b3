package io.netauto.conformance;

import io.netauto.driver.platform.Platform;
import io.netauto.driver.platform.Platforms;
import java.util.List;
import java.util.Optional;

/** Finds platforms by the names that other tools give them. */
public final class PlatformNames {
  private PlatformNames() {}

  /** The first platform, by id, that the tool calls by this name. */
  public static Optional<Platform> find(Platforms platforms, String tool, String name) {
    return platforms.all().stream()
        .filter(each -> each.names().getOrDefault(tool, List.of()).contains(name))
        .findFirst();
  }

  /** Why a recording of an unnamed platform is skipped. */
  public static String unknown(String tool, String name) {
    return "no platform is called \"" + name + "\" by " + tool;
  }
}
