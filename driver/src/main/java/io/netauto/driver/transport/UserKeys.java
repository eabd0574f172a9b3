package io.netauto.driver.transport;

import io.netauto.driver.Login;
import io.netauto.driver.Secret;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys that a login offers.
 *
 * @param pairs a certificate stands before its own key
 * @param agent signs for the keys of {@code ofAgent}
 */
record UserKeys(List<KeyPair> pairs, @Nullable Agent agent, List<PublicKey> ofAgent) {

  static UserKeys of(Login login) throws NotConnected {
    Secret key = login.privateKey();
    List<KeyPair> pairs =
        key == null ? List.of() : PrivateKeys.read(key, login.passphrase(), login.certificate());
    Path socket = login.agent();
    if (socket == null) {
      return new UserKeys(pairs, null, List.of());
    }
    Agent agent = new Agent(socket);
    return new UserKeys(pairs, agent, agent.keys());
  }

  boolean isEmpty() {
    return pairs.isEmpty() && ofAgent.isEmpty();
  }
}
