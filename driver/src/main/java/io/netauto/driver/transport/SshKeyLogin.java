package io.netauto.driver.transport;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.sshd.client.auth.pubkey.KeyAgentIdentity;
import org.apache.sshd.client.auth.pubkey.KeyPairIdentity;
import org.apache.sshd.client.auth.pubkey.PublicKeyIdentity;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKey;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.signature.SignatureFactoriesManager;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/**
 * The library's login with keys, which takes them from the {@link SshAttempt}. An agent may ask a
 * person before it signs; the thread that serves other sessions too does not wait for that.
 */
final class SshKeyLogin extends UserAuthPublicKey {

  static final class Factory extends UserAuthPublicKeyFactory {
    Factory(List<NamedFactory<Signature>> signatures) {
      super(signatures);
    }

    @Override
    public UserAuthPublicKey createUserAuth(ClientSession session) throws IOException {
      return new SshKeyLogin(getSignatureFactories());
    }
  }

  private SshKeyLogin(List<NamedFactory<Signature>> signatures) {
    super(signatures);
  }

  @Override
  protected Iterator<PublicKeyIdentity> createPublicKeyIterator(
      ClientSession session, SignatureFactoriesManager manager) {
    List<PublicKeyIdentity> identities = new ArrayList<>();
    SshAttempt attempt = SshEvents.attemptOf(session);
    if (attempt != null) {
      attempt.keys.pairs().forEach(p -> identities.add(new KeyPairIdentity(manager, session, p)));
      Agent agent = attempt.keys.agent();
      if (agent != null) {
        attempt.keys.ofAgent().forEach(k -> identities.add(new KeyAgentIdentity(agent, k, "")));
      }
    }
    return identities.iterator();
  }

  @Override
  protected boolean processAuthDataRequest(ClientSession session, String service, Buffer buffer)
      throws Exception {
    SshAttempt attempt = SshEvents.attemptOf(session);
    if (attempt == null || !(current instanceof KeyAgentIdentity)) {
      return super.processAuthDataRequest(session, service, buffer);
    }
    Buffer request = new ByteArrayBuffer(buffer.getCompactData());
    Thread signing =
        Thread.ofVirtual()
            .name("agent signs")
            .start(() -> sign(attempt, session, service, request));
    var _ = attempt.closed.thenRun(signing::interrupt);
    return true;
  }

  private void sign(SshAttempt attempt, ClientSession session, String service, Buffer request) {
    try {
      super.processAuthDataRequest(session, service, request);
    } catch (Exception e) {
      attempt.fail(e);
      session.close(true);
    }
  }
}
