package io.netauto.driver.platform;

/**
 * A text that ends a match which looks at its characters too often, so that no regular expression,
 * whoever wrote it, holds up a thread. For one match by one thread.
 */
public final class LimitedText implements CharSequence {
  private final String text;
  private final long most;
  private long looks;

  /**
   * @param most how many looks at a character are allowed in all
   */
  public LimitedText(String text, long most) {
    this.text = text;
    this.most = most;
  }

  /** The regular expression took more steps than were allowed. */
  public static final class TooManySteps extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManySteps() {
      super("The regular expression takes too many steps.", null, false, false);
    }
  }

  @Override
  public char charAt(int index) {
    if (++looks > most) {
      throw new TooManySteps();
    }
    return text.charAt(index);
  }

  /** How many looks there were. */
  public long looks() {
    return looks;
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
