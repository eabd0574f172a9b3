package io.netauto.driver.vendor.frr;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.UnreadableException;
import io.netauto.driver.getters.text.Printed;
import tools.jackson.databind.JsonNode;

/** The host that FRRouting runs on, asked in its shell. */
final class FrrHost {
  /** The platform's mode in which commands of the host are known. */
  private static final String SHELL = "shell";

  private static final String NO_WAY =
      "Of this vtysh tells nothing; the shell of the host does. Log in as a user whose shell is"
          + " bash or sh, and who may run vtysh, or build FRRouting with --enable-shell-access.";

  /** Programs of administration are not in every user's path. */
  private static final String WITH_PATH = "PATH=$PATH:/usr/sbin:/sbin ";

  private FrrHost() {}

  /**
   * What a command of the host prints.
   *
   * @param refused what to tell when the shell does not run it
   * @throws UnreadableException when the session cannot get to a shell, or the shell refuses
   */
  static Printed ask(Asked asked, String command, String refused) {
    return asked.printedIn(SHELL, WITH_PATH + command, refused, NO_WAY);
  }

  /**
   * The JSON that a command of the host prints.
   *
   * @param refused what to tell when the shell does not run it, or something else is printed
   * @throws UnreadableException also when the session cannot get to a shell
   */
  static JsonNode json(Asked asked, String command, String refused) {
    Printed printed = ask(asked, command, refused);
    return FrrJson.read(printed).orElseThrow(() -> printed.unreadable(refused));
  }
}
