package io.netauto.driver;

import java.util.Optional;

/**
 * Answers what a device asks at login beyond the password, such as a one-time code. Called on a
 * thread of its own, which may block: the login's limit ends the wait.
 */
@FunctionalInterface
public interface Answers {

  /** The answer; empty to leave the question to the password, or the login to fail. */
  Optional<Secret> to(Question question);

  static Answers none() {
    return question -> Optional.empty();
  }

  /**
   * One question of a keyboard-interactive login (RFC 4256).
   *
   * @param text the prompt, e.g. {@code Verification code:}
   * @param instruction what the device says above the questions of this round, often empty
   * @param round counts the rounds of one login, from 1
   * @param hidden whether the device hides what is typed
   */
  record Question(String text, String instruction, int round, boolean hidden) {}
}
