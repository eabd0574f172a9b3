package io.netauto.server.inventory.web;

import io.netauto.driver.platform.Platform;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The field for the platform in the form of a device.
 *
 * @param error what is wrong with the chosen platform; null for nothing
 * @param detection null when nothing was detected yet
 * @param problem why nothing could be detected; null when it could
 */
public record PlatformField(
    List<Platform> platforms,
    String value,
    @Nullable String error,
    @Nullable DetectionJson detection,
    @Nullable String problem) {
  public PlatformField {
    platforms = List.copyOf(platforms);
  }

  public static PlatformField of(DeviceForm form) {
    return new PlatformField(
        form.platforms(), form.value("platform"), form.error("platform"), null, null);
  }
}
