package io.netauto.conformance;

import io.netauto.driver.platform.Platforms;
import io.netauto.simulator.recording.Library;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The recordings that this program can read, for {@code ./netauto simulate --recordings}; found by
 * {@link java.util.ServiceLoader}.
 */
public final class RecordedLibrary implements Library {
  @Override
  public List<Title> titles(Path folder) throws IOException {
    return Forms.titles(folder, Platforms.builtIn());
  }
}
