package io.netauto.simulator.platform;

/** What a command does besides printing its output. */
public enum Action {
  /** Prints its output, nothing else. */
  SHOW,
  /** Goes to the mode {@code to}. */
  GO,
  /** Goes one mode up; from the outermost, ends the session. */
  EXIT,
  /** Goes back to the platform's home mode. */
  END,
  /** Ends the session. */
  QUIT,
  /** Asks for the enable password and goes to the mode {@code to}. */
  ENABLE,
  /** Changes the host name at once, and its line in the configuration. */
  HOSTNAME,
  /** Sets the lines of a page; zero turns paging off. */
  LENGTH,
  /** Opens a section of the configuration and goes to the mode {@code to}. */
  SECTION,
  /** Writes its line into the open section, or removes it in the negated form. */
  SET,
  /** Writes a path into the candidate configuration. */
  TREE_SET,
  /** Removes a path from the candidate configuration. */
  TREE_DELETE,
  /** Makes the candidate the running configuration; goes to {@code to}, if given. */
  COMMIT,
  /** Makes the running configuration the candidate again. */
  ROLLBACK,
  /** Runs its argument in the home mode. */
  RUN,
  /** Keeps the running configuration over a reload. */
  SAVE,
  /** Starts again from the saved configuration; the session ends. */
  RELOAD,
  /** Prints exactly as many bytes as its argument says. */
  BULK,
  /**
   * Prints so many lines, so many milliseconds apart, each with the time at which it is written.
   */
  TICKS
}
