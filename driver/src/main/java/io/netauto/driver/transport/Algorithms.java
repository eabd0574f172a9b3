package io.netauto.driver.transport;

import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.cipher.Cipher;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.kex.extension.KexExtensionHandler;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.mac.Mac;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionHeartbeatController;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;

/**
 * The SSH algorithms of a session, in the order offered. They are always set, on the session and
 * never on the client: the library's own order depends on what else is on the classpath (with
 * Bouncy Castle it prefers sntrup761, thirty times the cost), and what an old device needs is not
 * for the others.
 *
 * <p>The list of signatures rules host keys and user keys alike. Devices with old settings announce
 * rsa-sha2 for user keys and then refuse it (OpenSSH 9.2 with PubkeyAcceptedAlgorithms=ssh-rsa), so
 * with old algorithms the announcement is not asked for, and an RSA key is tried with each in turn.
 */
// Deprecated by the library because they are weak, which is why only old devices get them.
@SuppressWarnings("deprecation")
final class Algorithms {
  private static final List<BuiltinDHFactories> KEX =
      List.of(
          BuiltinDHFactories.mlkem768x25519,
          BuiltinDHFactories.curve25519,
          BuiltinDHFactories.curve25519_libssh,
          BuiltinDHFactories.ecdhp256,
          BuiltinDHFactories.ecdhp384,
          BuiltinDHFactories.ecdhp521,
          BuiltinDHFactories.dhg14_256,
          BuiltinDHFactories.dhg16_512,
          BuiltinDHFactories.dhg18_512,
          BuiltinDHFactories.dhgex256);

  private static final List<BuiltinDHFactories> LEGACY_KEX =
      List.of(BuiltinDHFactories.dhg14, BuiltinDHFactories.dhgex, BuiltinDHFactories.dhg1);

  private static final List<BuiltinSignatures> SIGNATURES =
      List.of(
          BuiltinSignatures.ed25519,
          BuiltinSignatures.rsaSHA512,
          BuiltinSignatures.rsaSHA256,
          BuiltinSignatures.nistp256,
          BuiltinSignatures.nistp384,
          BuiltinSignatures.nistp521);

  private static final List<BuiltinSignatures> LEGACY_SIGNATURES = List.of(BuiltinSignatures.rsa);

  private static final List<BuiltinCiphers> CIPHERS =
      List.of(
          BuiltinCiphers.aes128gcm,
          BuiltinCiphers.aes256gcm,
          BuiltinCiphers.aes128ctr,
          BuiltinCiphers.aes192ctr,
          BuiltinCiphers.aes256ctr,
          BuiltinCiphers.cc20p1305_openssh);

  private static final List<BuiltinCiphers> LEGACY_CIPHERS =
      List.of(
          BuiltinCiphers.aes128cbc,
          BuiltinCiphers.aes192cbc,
          BuiltinCiphers.aes256cbc,
          BuiltinCiphers.tripledescbc);

  private static final List<BuiltinMacs> MACS =
      List.of(
          BuiltinMacs.hmacsha256etm,
          BuiltinMacs.hmacsha512etm,
          BuiltinMacs.hmacsha256,
          BuiltinMacs.hmacsha512);

  private static final List<BuiltinMacs> LEGACY_MACS =
      List.of(BuiltinMacs.hmacsha1etm, BuiltinMacs.hmacsha1, BuiltinMacs.hmacsha196);

  private static final KexExtensionHandler NO_EXTENSIONS =
      new KexExtensionHandler() {
        @Override
        public boolean isKexExtensionsAvailable(Session session, AvailabilityPhase phase) {
          return false;
        }
      };

  private Algorithms() {}

  static void set(ClientSession session, boolean legacy) {
    session.setKeyExchangeFactories(
        NamedFactory.setUpTransformedFactories(
            true, join(KEX, LEGACY_KEX, legacy), ClientBuilder.DH2KEX));
    session.setSignatureFactories(
        List.<NamedFactory<Signature>>copyOf(
            NamedFactory.setUpBuiltinFactories(true, join(SIGNATURES, LEGACY_SIGNATURES, legacy))));
    session.setCipherFactories(
        List.<NamedFactory<Cipher>>copyOf(
            NamedFactory.setUpBuiltinFactories(true, join(CIPHERS, LEGACY_CIPHERS, legacy))));
    session.setMacFactories(
        List.<NamedFactory<Mac>>copyOf(
            NamedFactory.setUpBuiltinFactories(true, join(MACS, LEGACY_MACS, legacy))));
    if (legacy) {
      session.setKexExtensionHandler(NO_EXTENSIONS);
    }
    session.setSessionHeartbeat(
        SessionHeartbeatController.HeartbeatType.NONE, java.time.Duration.ZERO);
  }

  private static <T> List<T> join(List<T> modern, List<T> old, boolean legacy) {
    List<T> all = new ArrayList<>(modern);
    if (legacy) {
      all.addAll(old);
    }
    return all;
  }
}
