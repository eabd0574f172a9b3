package io.netauto.simulator.platform;

/**
 * How a page of output ends and goes on.
 *
 * @param rows lines of a page, the pager's own among them
 * @param text what is shown at the end of a page
 * @param erase what wipes it out after a key
 * @param next keys that show the next page
 * @param line keys that show the next line
 * @param quit keys that end the output
 * @param otherKeysQuit whether any other key ends the output; else it is ignored
 */
public record Pager(
    int rows,
    String text,
    String erase,
    String next,
    String line,
    String quit,
    boolean otherKeysQuit) {
  public Pager {
    if (rows < 2) {
      throw new IllegalArgumentException("A page needs two lines, not " + rows);
    }
  }

  /** What a key does at the pager's prompt. */
  public enum Answer {
    PAGE,
    LINE,
    QUIT,
    NOTHING
  }

  public Answer answer(char key) {
    if (line.indexOf(key) >= 0) {
      return Answer.LINE;
    }
    if (next.indexOf(key) >= 0) {
      return Answer.PAGE;
    }
    boolean quits = quit.indexOf(key) >= 0 || key == 0x03 || otherKeysQuit;
    return quits ? Answer.QUIT : Answer.NOTHING;
  }
}
