package io.netauto.driver.transport;

import io.netauto.driver.Answers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.auth.AbstractUserAuth;
import org.apache.sshd.client.auth.AbstractUserAuthFactory;
import org.apache.sshd.client.auth.UserAuth;
import org.apache.sshd.client.auth.UserAuthFactory;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.util.buffer.Buffer;

/**
 * The keyboard-interactive login (RFC 4256), tried once. The library's own asks on its I/O thread,
 * of which there are few; a question that waits for a person must not hold one.
 */
final class SshQuestions extends AbstractUserAuth {
  private static final String NAME = "keyboard-interactive";
  private static final int MOST_QUESTIONS = 20;
  private static final int MOST_ROUNDS = 20;

  static final UserAuthFactory FACTORY =
      new AbstractUserAuthFactory(NAME) {
        @Override
        public UserAuth createUserAuth(ClientSession session) {
          return new SshQuestions();
        }
      };

  private boolean requested;
  private int round;

  private SshQuestions() {
    super(NAME);
  }

  @Override
  protected boolean sendAuthDataRequest(ClientSession session, String service) throws IOException {
    if (requested) {
      return false;
    }
    requested = true;
    Buffer buffer = session.createBuffer(SshConstants.SSH_MSG_USERAUTH_REQUEST);
    buffer.putString(session.getUsername());
    buffer.putString(service);
    buffer.putString(NAME);
    buffer.putString("");
    buffer.putString("");
    session.writePacket(buffer);
    return true;
  }

  @Override
  protected boolean processAuthDataRequest(ClientSession session, String service, Buffer buffer) {
    SshAttempt attempt = SshEvents.attemptOf(session);
    int message = buffer.getUByte();
    buffer.getString();
    String instruction = buffer.getString().strip();
    buffer.getString();
    int count = buffer.getInt();
    if (attempt == null
        || message != SshConstants.SSH_MSG_USERAUTH_INFO_REQUEST
        || count < 0
        || count > MOST_QUESTIONS
        || ++round > MOST_ROUNDS) {
      return false;
    }
    List<Answers.Question> questions = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String text = buffer.getString().strip();
      questions.add(new Answers.Question(text, instruction, round, !buffer.getBoolean()));
    }
    Thread answering =
        Thread.ofVirtual().name("login answers").start(() -> answer(session, attempt, questions));
    var _ = attempt.closed.thenRun(answering::interrupt);
    return true;
  }

  private static void answer(
      ClientSession session, SshAttempt attempt, List<Answers.Question> questions) {
    try {
      Optional<List<String>> answers = new SshAnswers(attempt).to(questions);
      if (answers.isEmpty()) {
        attempt.fail(new SshException("The login has no answer to the device's question."));
        session.close(true);
        return;
      }
      Buffer buffer = session.createBuffer(SshConstants.SSH_MSG_USERAUTH_INFO_RESPONSE);
      buffer.putUInt(answers.get().size());
      answers.get().forEach(buffer::putString);
      session.writePacket(buffer);
    } catch (IOException | RuntimeException e) {
      attempt.fail(e);
      session.close(true);
    }
  }
}
