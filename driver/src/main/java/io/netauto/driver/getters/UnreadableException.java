package io.netauto.driver.getters;

/**
 * An output that does not have the form which its getter knows. {@link Getters} turns it into an
 * {@link Answer.Unreadable}.
 */
public final class UnreadableException extends RuntimeException {
  private final Answer.Unreadable<Object> answer;

  /**
   * @param command the command whose output it is
   * @param line the line in the output, counted from 1; 0 when it is about the whole output
   * @param words the text of the line, or the device's words
   * @param why what was expected
   */
  public UnreadableException(String command, int line, String words, String why) {
    super(command + ": " + why);
    this.answer = new Answer.Unreadable<>(command, line, words, why);
  }

  <T> Answer.Unreadable<T> answer() {
    return new Answer.Unreadable<>(answer.command(), answer.line(), answer.words(), answer.why());
  }
}
