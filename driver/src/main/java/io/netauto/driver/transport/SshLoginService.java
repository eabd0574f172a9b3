package io.netauto.driver.transport;

import java.io.IOException;
import java.util.List;
import org.apache.sshd.client.future.AuthFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.client.session.ClientUserAuthService;
import org.apache.sshd.client.session.ClientUserAuthServiceFactory;
import org.apache.sshd.common.Service;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;

/** The library's login, which also notes the methods that the device allows. */
final class SshLoginService extends ClientUserAuthService {
  static final ClientUserAuthServiceFactory FACTORY =
      new ClientUserAuthServiceFactory() {
        @Override
        public Service create(Session session) throws IOException {
          // The library's service takes the methods over when it is made, which is before anybody
          // hears of the session.
          SshAttempt attempt = SshEvents.attemptOf(session);
          if (attempt != null && session instanceof ClientSession client) {
            client.setUserAuthFactories(SshAlgorithms.of(attempt.algorithms).logins());
          }
          return new SshLoginService(session);
        }
      };

  private SshLoginService(Session session) {
    super(session);
  }

  @Override
  protected void processUserAuth(int command, Buffer buffer, AuthFuture future) throws Exception {
    SshAttempt attempt = SshEvents.attemptOf(getSession());
    if (attempt != null && command == SshConstants.SSH_MSG_USERAUTH_FAILURE) {
      // Before the library sees it, which then wakes who waits for the outcome.
      int start = buffer.rpos();
      attempt.methodsAllowed = List.of(buffer.getString().split(","));
      buffer.rpos(start);
    }
    super.processUserAuth(command, buffer, future);
  }
}
