package io.netauto.driver.transport;

import io.netauto.driver.Secret;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.jspecify.annotations.Nullable;

/** Whether a text is a private key that can be logged in with. */
public sealed interface KeyCheck {

  /**
   * It is.
   *
   * @param fingerprint of its public half, as OpenSSH shows it: {@code SHA256:…}
   */
  record Good(String fingerprint) implements KeyCheck {}

  /**
   * It is not, or its passphrase does not open it.
   *
   * @param passphrase whether it is for want of the right passphrase
   * @param problem why, and what to do; holds nothing of the key
   */
  record Bad(boolean passphrase, String problem) implements KeyCheck {}

  /** Reads a key as a login does. */
  static KeyCheck of(Secret key, @Nullable Secret passphrase) {
    try {
      var pair = PrivateKeys.read(key, passphrase, null).getFirst();
      return new Good(KeyUtils.getFingerPrint(BuiltinDigests.sha256, pair.getPublic()));
    } catch (NotConnected e) {
      String summary = e.failure().summary();
      return new Bad(summary.contains("passphrase"), summary + " " + e.failure().advice());
    }
  }
}
