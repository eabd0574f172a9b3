package io.netauto.server.inventory.web;

import io.netauto.driver.platform.PlatformFolder.Problem;
import java.util.List;

/**
 * All platforms, by vendor and name.
 *
 * @param problems what is wrong with the operator's own files
 */
public record PlatformsPage(List<PlatformPage> platforms, List<Problem> problems) {
  public PlatformsPage {
    platforms = List.copyOf(platforms);
    problems = List.copyOf(problems);
  }
}
