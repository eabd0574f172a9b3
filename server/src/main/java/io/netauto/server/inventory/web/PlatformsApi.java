package io.netauto.server.inventory.web;

import io.netauto.driver.platform.Platform;
import io.netauto.driver.platform.PlatformFileException;
import io.netauto.driver.platform.PlatformFolder;
import io.netauto.driver.platform.Platforms;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.identity.Permission;
import io.netauto.server.inventory.PlatformFiles;
import io.netauto.server.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/platforms")
@Tag(name = "Platforms", description = "The kinds of devices that NetAuto knows.")
class PlatformsApi {
  private final Platforms platforms;
  private final PlatformFiles files;
  private final CurrentActor actor;

  PlatformsApi(Platforms platforms, PlatformFiles files, CurrentActor actor) {
    this.platforms = platforms;
    this.files = files;
    this.actor = actor;
  }

  record PlatformJson(String id, String name, String vendor) {}

  @GetMapping
  @Operation(summary = "List the platforms that NetAuto knows")
  List<PlatformJson> list() {
    return platforms.all().stream()
        .map(p -> new PlatformJson(p.id(), p.name(), p.vendor()))
        .toList();
  }

  @GetMapping("/{id}")
  @Operation(summary = "Show what NetAuto knows of a platform")
  PlatformDetails get(@PathVariable String id) {
    return PlatformDetails.of(platform(id));
  }

  private Platform platform(String id) {
    return platforms
        .find(id)
        .orElseThrow(
            () ->
                ProblemException.notFound(
                    "platform_not_found", "There is no platform \"%s\".".formatted(id)));
  }

  /**
   * @param line counted from 1; 0 when no line is at fault
   */
  record FaultJson(String file, int line, String fault) {}

  @GetMapping("/problems")
  @Operation(
      summary = "List what is wrong with the operator's own platform files",
      description = "The last good version of a file stays in force.")
  List<FaultJson> problems() {
    actor.get().require(Permission.DEVICES_READ);
    return files.problems().stream()
        .map(p -> new FaultJson(p.file(), p.line(), p.fault()))
        .toList();
  }

  /**
   * @param file the name that the file has or will have, e.g. {@code acme_os.yaml}
   */
  record FileToCheck(@Nullable String file, @Nullable String text) {}

  /**
   * @param platform null when there is a fault
   * @param fault null when there is none
   */
  record Checked(@Nullable PlatformDetails platform, @Nullable FaultJson fault) {}

  @PostMapping("/check")
  @Operation(summary = "Check the text of a platform file, without keeping it")
  Checked check(@RequestBody FileToCheck sent) {
    actor.get().require(Permission.DEVICES_WRITE);
    if (sent.text() == null || sent.text().length() > PlatformFolder.MOST_BYTES) {
      throw ProblemException.invalid("text", "Send the text of a file of at most 256 KiB.");
    }
    String file = sent.file() == null || sent.file().isBlank() ? "platform.yaml" : sent.file();
    try {
      return new Checked(PlatformDetails.of(Platforms.read(file, sent.text())), null);
    } catch (PlatformFileException e) {
      return new Checked(null, new FaultJson(file, e.line(), e.fault()));
    }
  }
}
