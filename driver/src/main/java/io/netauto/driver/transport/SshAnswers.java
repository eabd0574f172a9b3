package io.netauto.driver.transport;

import io.netauto.driver.Secret;
import java.util.List;
import org.apache.sshd.client.auth.keyboard.UserInteraction;
import org.apache.sshd.client.session.ClientSession;
import org.jspecify.annotations.Nullable;

/**
 * Answers keyboard-interactive questions with the password, once: a second attempt with the same
 * password would only bring the account nearer to its lock.
 */
final class SshAnswers implements UserInteraction {
  private final SshAttempt attempt;

  SshAnswers(SshAttempt attempt) {
    this.attempt = attempt;
  }

  @Override
  public String @Nullable [] interactive(
      ClientSession session,
      String name,
      String instruction,
      String language,
      String[] questions,
      boolean[] echo) {
    if (questions.length == 0) {
      return new String[0];
    }
    attempt.question = String.join(" ", List.of(questions)).strip();
    Secret password = attempt.login.password();
    if (password == null || attempt.passwordSent) {
      return null;
    }
    String[] answers = new String[questions.length];
    for (int i = 0; i < questions.length; i++) {
      answers[i] = echo[i] ? attempt.login.username() : password.reveal();
    }
    attempt.passwordSent = true;
    return answers;
  }

  @Override
  public @Nullable String getUpdatedPassword(
      ClientSession session, String prompt, String language) {
    return null;
  }
}
