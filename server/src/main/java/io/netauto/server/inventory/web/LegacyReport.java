package io.netauto.server.inventory.web;

import io.netauto.server.identity.CurrentActor;
import io.netauto.server.inventory.Device;
import io.netauto.server.inventory.DeviceQuery;
import io.netauto.server.inventory.Devices;
import io.netauto.server.web.Page;
import io.netauto.server.web.Pages;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.View;

/** Who still needs legacy SSH algorithms. */
@Controller
@Tag(name = "Reports")
class LegacyReport {
  private final Devices devices;
  private final CurrentActor current;
  private final Pages pages;

  LegacyReport(Devices devices, CurrentActor current, Pages pages) {
    this.devices = devices;
    this.current = current;
    this.pages = pages;
  }

  /**
   * @param needed {@code needed}, {@code not_needed} when the last session was sound, or {@code
   *     unknown} before the first
   * @param sshSession null before the first
   */
  record LegacyJson(
      long id,
      String hostname,
      String site,
      String platform,
      String sshProfile,
      String needed,
      @Nullable SshSessionJson sshSession) {

    static LegacyJson of(Device d) {
      return new LegacyJson(
          d.id().value(),
          d.hostname(),
          d.site(),
          d.platform(),
          d.sshProfile().code(),
          LegacyNeed.of(d).code(),
          SshSessionJson.of(d.sshSession()));
    }
  }

  @GetMapping("/api/v1/reports/legacy")
  @ResponseBody
  @Operation(
      summary = "List the devices that need legacy SSH algorithms, or may use them",
      description =
          "Those whose last session used a weak algorithm, and those with the legacy profile.")
  Page<LegacyJson> json(
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    return list(cursor, DevicesApi.limit(limit)).map(LegacyJson::of);
  }

  @GetMapping("/reports/legacy")
  View page(@RequestParam(required = false) @Nullable String cursor) {
    return pages.show("devices/legacy", new LegacyPage(list(cursor, 100), cursor != null));
  }

  private Page<Device> list(@Nullable String cursor, int limit) {
    return devices.list(
        current.get(), new DeviceQuery("", Map.of("legacy", "true"), "hostname", cursor, limit));
  }
}
