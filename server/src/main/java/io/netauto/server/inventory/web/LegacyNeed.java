package io.netauto.server.inventory.web;

import io.netauto.server.inventory.Device;
import java.util.Locale;

/** Whether a device that may use legacy SSH algorithms still needs them. */
enum LegacyNeed {
  /** The last session used a weak algorithm. */
  NEEDED("yes"),
  /** The last session was sound: the device can be set back to modern. */
  NOT_NEEDED("no: set it back to modern"),
  /** There was no session over SSH yet. */
  UNKNOWN("not known yet");

  private final String words;

  LegacyNeed(String words) {
    this.words = words;
  }

  static LegacyNeed of(Device device) {
    if (device.sshSession() == null) {
      return UNKNOWN;
    }
    return device.sshSession().weak().isEmpty() ? NOT_NEEDED : NEEDED;
  }

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  String words() {
    return words;
  }
}
