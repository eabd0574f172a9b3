package io.netauto.conformance.session;

import java.util.regex.Pattern;

/**
 * What is typed at a question that a recorded device asks.
 *
 * @param question the unfinished line that the device waits behind
 * @param line whether the line is ended behind it
 */
public record Answer(String question, String keys, boolean line) {

  public static Answer line(String question, String keys) {
    return new Answer(question, keys, true);
  }

  public static Answer key(String question, String keys) {
    return new Answer(question, keys, false);
  }

  /** Finds the question; blanks at its edges may be missing. */
  String pattern() {
    return Pattern.quote(question.strip()) + "\\s*$";
  }
}
