package io.netauto.server.inventory.web;

import io.netauto.server.identity.CurrentActor;
import io.netauto.server.identity.Permission;
import io.netauto.server.web.Pages;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.View;

/** Where a file of devices is tried and imported; the page's script sends it to the API. */
@Controller
class ImportPages {
  private final CurrentActor current;
  private final Pages pages;

  ImportPages(CurrentActor current, Pages pages) {
    this.current = current;
    this.pages = pages;
  }

  @GetMapping("/devices/import")
  View show() {
    current.get().require(Permission.DEVICES_WRITE);
    return pages.show("devices/import", new ImportPage());
  }
}
