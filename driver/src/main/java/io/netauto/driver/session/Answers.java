package io.netauto.driver.session;

import io.netauto.driver.Command;
import io.netauto.driver.platform.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is typed at the questions of one command: the caller's answers first, then the platform's.
 */
final class Answers {
  private static final int MOST_BY_PLATFORM = 50;

  private final Platform platform;
  private final List<Command.Answer> given;
  private final List<Command.Answer> left;
  private int byPlatform;
  private long receivedAtPress = -1;

  /**
   * @param answer the caller's answer that this is, or null when it is the platform's
   */
  record Keys(String keys, Command.@Nullable Answer answer) {}

  Answers(Platform platform, List<Command.Answer> given) {
    this.platform = platform;
    this.given = given;
    this.left = new ArrayList<>(given);
  }

  /** The keys to press at a question; empty when there is none, or none is left. */
  Optional<Keys> to(String tail) {
    for (Command.Answer answer : left) {
      if (answer.question().matcher(tail).find()) {
        String keys = answer.keys().reveal();
        return Optional.of(new Keys(answer.line() ? keys + platform.newline() : keys, answer));
      }
    }
    if (askedBefore(tail) || byPlatform >= MOST_BY_PLATFORM) {
      return Optional.empty();
    }
    for (Platform.Dialog dialog : platform.dialogs()) {
      if (dialog.question().matcher(tail).find()) {
        return Optional.of(new Keys(dialog.answer(), null));
      }
    }
    return Optional.empty();
  }

  /** The question was answered already, and is asked again. */
  boolean askedBefore(String tail) {
    return given.size() > left.size()
        && given.stream()
            .anyMatch(answer -> !left.contains(answer) && answer.question().matcher(tail).find());
  }

  /** The keys pressed last have not been answered by a byte yet. */
  boolean unheard(long received) {
    return received == receivedAtPress;
  }

  /**
   * @param received how many bytes had come by then
   */
  void pressed(Keys keys, long received) {
    receivedAtPress = received;
    if (keys.answer() == null) {
      byPlatform++;
    } else {
      left.remove(keys.answer());
    }
  }
}
