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

/** The library's login with keys, which takes them from the {@link SshAttempt}. */
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
}
