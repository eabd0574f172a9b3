package io.netauto.server.inventory.web;

import io.netauto.driver.platform.Badges;
import io.netauto.driver.platform.Platforms;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.identity.Permission;
import io.netauto.server.inventory.PlatformFiles;
import io.netauto.server.web.Pages;
import io.netauto.server.web.ProblemException;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.View;

/** What is known of the platforms, for reading. */
@Controller
class PlatformPages {
  private final Badges badges = Badges.builtIn();
  private final Platforms platforms;
  private final PlatformFiles files;
  private final CurrentActor current;
  private final Pages pages;

  PlatformPages(Platforms platforms, PlatformFiles files, CurrentActor current, Pages pages) {
    this.platforms = platforms;
    this.files = files;
    this.current = current;
    this.pages = pages;
  }

  @GetMapping("/platforms")
  View list() {
    current.get().require(Permission.DEVICES_READ);
    List<PlatformPage> all =
        DeviceFormPages.sorted(platforms).stream()
            .map(p -> new PlatformPage(PlatformDetails.of(p), badge(p.id())))
            .toList();
    return pages.show("devices/platforms", new PlatformsPage(all, files.problems()));
  }

  @GetMapping("/platforms/{id}")
  View show(@PathVariable String id) {
    current.get().require(Permission.DEVICES_READ);
    return platforms
        .find(id)
        .map(p -> new PlatformPage(PlatformDetails.of(p), badge(id)))
        .map(page -> pages.show("devices/platform", page))
        .orElseThrow(
            () ->
                ProblemException.notFound(
                    "platform_not_found", "There is no platform \"%s\".".formatted(id)));
  }

  /** The tests were made with the built-in file; the operator's own has proved nothing yet. */
  private String badge(String id) {
    return files.isOwn(id) ? "your own file" : badges.of(id).words();
  }
}
