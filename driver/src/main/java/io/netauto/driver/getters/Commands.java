package io.netauto.driver.getters;

import io.netauto.driver.Session;

/** Where the output of commands comes from: a session with a device, or recorded files. */
public interface Commands {

  /** Runs one command; a failure is a result. */
  Output run(String command);

  /**
   * As {@link #run}, in a mode of the platform, and comes back to where it was. A source that knows
   * no modes answers as ever.
   *
   * @return {@link Output.NoWay} when the device does not let the session into that mode
   */
  default Output runIn(String mode, String command) {
    return run(command);
  }

  /** In which language the device is asked. */
  default Language language() {
    return Language.CLI;
  }

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

    /** The mode in which the command would be known cannot be entered; in the device's words. */
    record NoWay(String words) implements Output {}

    /** The end of the output was not reached; no further command can succeed. */
    record Failed(String words) implements Output {}
  }

  /** A language in which a device takes requests. */
  enum Language {
    /** Commands that a person could type. */
    CLI,

    /** The requests of the XML agent of Cisco IOS XR, which answers on the terminal too. */
    XML_AGENT,

    /** The operations of NETCONF (RFC 6241), each without its message. */
    NETCONF
  }
}
