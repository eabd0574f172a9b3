package io.netauto.simulator.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What reads recordings of devices from a folder. The simulator itself knows no form of them: an
 * implementation is found by {@link java.util.ServiceLoader}.
 */
public interface Library {
  /** All recorded devices below a folder, by form and name. */
  List<Title> titles(Path folder) throws IOException;

  /**
   * A recorded device.
   *
   * @param form what the form of the recording is called
   * @param name what a person finds it by, unique in its form
   * @param platform id of its platform
   * @param enablePassword what it takes where a password was recorded; empty if none was
   */
  record Title(
      String form, String name, String platform, String enablePassword, Recording recording) {}
}
