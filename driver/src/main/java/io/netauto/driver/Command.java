package io.netauto.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One line to type at a device, with answers to what the device may ask before its prompt comes
 * back: {@code Command.of("reload").answering("\\[confirm\\]", "")}.
 *
 * @param text without control characters
 * @param answers each is given once, at the first question that it matches; a question that none
 *     matches, nor the platform knows, ends the session as {@link
 *     Failure.Cause#UNEXPECTED_QUESTION}
 */
public record Command(String text, List<Answer> answers) {
  /**
   * @param question found in the unfinished line that the device waits behind
   * @param keys what is typed
   * @param line whether the platform's line end is typed behind it
   */
  public record Answer(Pattern question, Secret keys, boolean line) {}

  public Command {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        throw new IllegalArgumentException(
            "The command holds the control character U+%04X at position %d."
                .formatted((int) text.charAt(i), i));
      }
    }
    answers = List.copyOf(answers);
  }

  public static Command of(String text) {
    return new Command(text, List.of());
  }

  /** Types {@code answer} and a line end at the question. */
  public Command answering(String question, String answer) {
    return with(new Answer(Pattern.compile(question), Secret.of(answer), true));
  }

  /** Types a secret and a line end at the question. */
  public Command answering(String question, Secret answer) {
    return with(new Answer(Pattern.compile(question), answer, true));
  }

  /** Presses keys at the question, without a line end. */
  public Command pressing(String question, String keys) {
    return with(new Answer(Pattern.compile(question), Secret.of(keys), false));
  }

  private Command with(Answer answer) {
    List<Answer> all = new ArrayList<>(answers);
    all.add(answer);
    return new Command(text, all);
  }
}
