package io.netauto.driver.getters;

import io.netauto.driver.Session;

/** Where the output of commands comes from: a session with a device, or recorded files. */
public interface Commands {

  /** Runs one command; a failure is a result. */
  Output run(String command);

  /** The commands are sent to the device of this session. */
  static Commands of(Session session) {
    return new SessionCommands(session);
  }

  /** What became of a command. */
  sealed interface Output {

    /** What the device printed, lines separated by {@code \n}. */
    record Text(String text) implements Output {}

    /** The device does not know the command or does not allow it; in its words. */
    record Refused(String words) implements Output {}

    /** The end of the output was not reached; no further command can succeed. */
    record Failed(String words) implements Output {}
  }
}
