package io.netauto.server.inventory.web;

import io.netauto.driver.platform.Platforms;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.inventory.DetectPlatform;
import io.netauto.server.inventory.DetectPlatform.Newcomer;
import io.netauto.server.inventory.Device.Protocol;
import io.netauto.server.inventory.DeviceId;
import io.netauto.server.inventory.SshProfile;
import io.netauto.server.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/devices")
@Tag(name = "Devices")
class DetectionApi {
  private final DetectPlatform detect;
  private final Platforms platforms;
  private final CurrentActor actor;

  DetectionApi(DetectPlatform detect, Platforms platforms, CurrentActor actor) {
    this.detect = detect;
    this.platforms = platforms;
    this.actor = actor;
  }

  @PostMapping("/{id}/detect")
  @Operation(
      summary = "Find out the platform of a device",
      description = "Logs in and runs at most two commands that only show something.")
  DetectionJson device(@PathVariable long id) {
    return DetectionJson.of(detect.detect(actor.get(), new DeviceId(id)), platforms);
  }

  /**
   * @param fingerprint of the host key, compared by a person; SHA256:…
   */
  record NewcomerJson(
      @Nullable String address,
      @Nullable Integer port,
      @Nullable String protocol,
      @Nullable String sshProfile,
      @Nullable String jumpHost,
      @Nullable String credRef,
      @Nullable String username,
      @Nullable String fingerprint) {
    Newcomer newcomer() {
      return new Newcomer(
          text(address),
          Objects.requireNonNullElse(port, spoken().port()),
          spoken(),
          profile(),
          text(jumpHost),
          text(credRef),
          text(username),
          text(fingerprint));
    }

    private Protocol spoken() {
      return text(protocol).isEmpty()
          ? Protocol.SSH
          : Protocol.of(text(protocol))
              .orElseThrow(
                  () -> ProblemException.invalid("protocol", DeviceInput.notAProtocol(protocol)));
    }

    private SshProfile profile() {
      return text(sshProfile).isEmpty()
          ? SshProfile.MODERN
          : SshProfile.of(text(sshProfile))
              .orElseThrow(
                  () ->
                      ProblemException.invalid("sshProfile", DeviceInput.notAProfile(sshProfile)));
    }

    private static String text(@Nullable String value) {
      return value == null ? "" : value.strip();
    }
  }

  @PostMapping("/detect")
  @Operation(
      summary = "Find out the platform of a device that is not added yet",
      description =
          "A host key that is not trusted stops it: the answer shows the key; send its fingerprint"
              + " once it was compared.")
  DetectionJson newcomer(@RequestBody NewcomerJson sent) {
    return DetectionJson.of(detect.detect(actor.get(), sent.newcomer()), platforms);
  }
}
