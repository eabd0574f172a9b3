package io.netauto.conformance.session;

import io.netauto.driver.platform.Platform;
import io.netauto.simulator.recording.Recording;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recording that the driver is to talk to.
 *
 * @param name unique in the run
 * @param prompts prompts that the device shows, for its banner
 * @param enablePassword of the login, or null
 */
public record Scene(
    String name,
    Platform platform,
    Recording recording,
    List<String> prompts,
    @Nullable String enablePassword) {
  public Scene {
    prompts = List.copyOf(prompts);
  }
}
