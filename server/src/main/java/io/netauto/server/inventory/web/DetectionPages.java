package io.netauto.server.inventory.web;

import io.netauto.driver.platform.Platform;
import io.netauto.driver.platform.Platforms;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.inventory.DetectPlatform;
import io.netauto.server.inventory.DetectPlatform.Newcomer;
import io.netauto.server.inventory.Device.Protocol;
import io.netauto.server.inventory.SshProfile;
import io.netauto.server.web.FieldError;
import io.netauto.server.web.Pages;
import io.netauto.server.web.ProblemException;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The platform's field of the form of a device, filled in by detection. */
@Controller
class DetectionPages {
  private final DetectPlatform detect;
  private final Platforms platforms;
  private final CurrentActor current;
  private final Pages pages;

  DetectionPages(DetectPlatform detect, Platforms platforms, CurrentActor current, Pages pages) {
    this.detect = detect;
    this.platforms = platforms;
    this.current = current;
    this.pages = pages;
  }

  @PostMapping("/devices/detect")
  View detect(
      @RequestParam(defaultValue = "") String address,
      @RequestParam(defaultValue = "22") String port,
      @RequestParam(defaultValue = "") String protocol,
      @RequestParam(defaultValue = "") String sshProfile,
      @RequestParam(defaultValue = "") String jumpHost,
      @RequestParam(defaultValue = "") String credRef,
      @RequestParam(defaultValue = "") String username,
      @RequestParam(defaultValue = "") String fingerprint,
      @RequestParam(defaultValue = "") String platform) {
    List<Platform> all = DeviceFormPages.sorted(platforms);
    try {
      DetectionJson found =
          DetectionJson.of(
              detect.detect(
                  current.get(),
                  new Newcomer(
                      address.strip(),
                      number(port),
                      Protocol.of(protocol).orElse(Protocol.SSH),
                      profile(sshProfile),
                      jumpHost.strip(),
                      credRef.strip(),
                      username.strip(),
                      fingerprint)),
              platforms);
      String best = found.best();
      return show(new PlatformField(all, best == null ? platform : best, null, found, null));
    } catch (ProblemException e) {
      if (e.kind() != ProblemException.Kind.INVALID
          && e.kind() != ProblemException.Kind.THROTTLED) {
        throw e;
      }
      return show(new PlatformField(all, platform, null, null, words(e)));
    }
  }

  private View show(PlatformField field) {
    return pages.show("devices/platformField", field);
  }

  private static String words(ProblemException e) {
    return e.errors().isEmpty()
        ? e.getMessage()
        : e.errors().stream().map(FieldError::message).collect(Collectors.joining(" "));
  }

  private static SshProfile profile(String text) {
    return text.isBlank()
        ? SshProfile.MODERN
        : SshProfile.of(text)
            .orElseThrow(
                () -> ProblemException.invalid("sshProfile", DeviceInput.notAProfile(text)));
  }

  private static int number(String port) {
    try {
      return Integer.parseInt(port.strip());
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
