package io.netauto.driver.transport;

import io.netauto.driver.Answers.Question;
import io.netauto.driver.Login;
import io.netauto.driver.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Answers a device's questions at login: by the login's own answers; else a visible question for
 * the user by the user name, and the first hidden one by the password. The password goes out once:
 * a second attempt with the same one would only bring the account nearer to its lock.
 */
final class SshAnswers {
  private static final Pattern ASKS_FOR_USER =
      Pattern.compile("(?:user|login|account)", Pattern.CASE_INSENSITIVE);

  private final SshAttempt attempt;

  SshAnswers(SshAttempt attempt) {
    this.attempt = attempt;
  }

  /** One answer to each; empty when there is none to one of them. */
  Optional<List<String>> to(List<Question> questions) {
    List<String> answers = new ArrayList<>(questions.size());
    if (!questions.isEmpty()) {
      attempt.question = questions.stream().map(Question::text).collect(Collectors.joining(" "));
    }
    for (Question question : questions) {
      Optional<Secret> answer = attempt.login.answers().to(question).or(() -> byItself(question));
      if (answer.isEmpty()) {
        attempt.unanswered = question.text();
        return Optional.empty();
      }
      answers.add(answer.get().reveal());
    }
    return Optional.of(answers);
  }

  private Optional<Secret> byItself(Question question) {
    Login login = attempt.login;
    if (!question.hidden()) {
      return ASKS_FOR_USER.matcher(question.text()).find()
          ? Optional.of(Secret.of(login.username()))
          : Optional.empty();
    }
    if (login.password() == null || attempt.passwordSent) {
      return Optional.empty();
    }
    attempt.passwordSent = true;
    return Optional.of(login.password());
  }
}
