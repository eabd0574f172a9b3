package io.netauto.driver.transport;

import io.netauto.driver.Failure;
import io.netauto.driver.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.jspecify.annotations.Nullable;

/** Reads private keys: OpenSSH, PKCS#8 and PEM, in clear or encrypted. */
final class PrivateKeys {
  private PrivateKeys() {}

  /** A key with its certificate, where there is one, stands before the key alone. */
  static List<KeyPair> read(Secret key, @Nullable Secret passphrase, @Nullable String certificate)
      throws NotConnected {
    List<KeyPair> pairs = read(key, passphrase);
    if (certificate == null) {
      return pairs;
    }
    OpenSshCertificate certified = certificate(certificate);
    List<KeyPair> all = new ArrayList<>();
    for (KeyPair pair : pairs) {
      if (KeyUtils.compareKeys(certified.getCertPubKey(), pair.getPublic())) {
        all.add(new KeyPair(certified, pair.getPrivate()));
      }
    }
    if (all.isEmpty()) {
      throw bad(
          "The certificate \"" + certified.getId() + "\" is not for this private key.",
          "Give the certificate that was issued for the key.",
          null);
    }
    all.addAll(pairs);
    return all;
  }

  private static OpenSshCertificate certificate(String line) throws NotConnected {
    OpenSshCertificate certificate;
    try {
      PublicKey key =
          PublicKeyEntry.parsePublicKeyEntry(line.strip())
              .resolvePublicKey(null, Map.of(), PublicKeyEntryResolver.FAILING);
      certificate = key instanceof OpenSshCertificate found ? found : null;
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw noCertificate(e);
    }
    if (certificate == null) {
      throw noCertificate(null);
    }
    if (certificate.getType() != OpenSshCertificate.Type.USER) {
      throw bad(
          "The certificate \"" + certificate.getId() + "\" is not a user certificate.",
          "Have it issued without ssh-keygen's option -h.",
          null);
    }
    if (!OpenSshCertificate.isValidNow(certificate)) {
      throw bad(
          "The certificate \"" + certificate.getId() + "\" is not valid now.",
          "Renew it; ssh-keygen -L -f FILE shows from when to when it is valid.",
          null);
    }
    return certificate;
  }

  private static NotConnected noCertificate(@Nullable Exception cause) {
    return bad(
        "The certificate cannot be read.",
        "Give the line of the file that ends in -cert.pub.",
        cause);
  }

  private static List<KeyPair> read(Secret key, @Nullable Secret passphrase) throws NotConnected {
    AtomicBoolean asked = new AtomicBoolean();
    FilePasswordProvider passwords =
        (session, resource, retry) -> {
          asked.set(true);
          return passphrase == null ? null : passphrase.reveal();
        };
    String text = key.reveal().strip() + "\n";
    List<KeyPair> pairs = new ArrayList<>();
    try {
      Iterable<KeyPair> read =
          SecurityUtils.loadKeyPairIdentities(
              null,
              NamedResource.ofName("private key"),
              new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
              passwords);
      if (read != null) {
        read.forEach(pairs::add);
      }
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw refused(asked.get(), passphrase != null, e);
    }
    if (pairs.isEmpty()) {
      throw refused(asked.get(), passphrase != null, null);
    }
    return pairs;
  }

  private static NotConnected refused(
      boolean encrypted, boolean passphraseGiven, @Nullable Exception cause) {
    if (encrypted && !passphraseGiven) {
      return bad(
          "The private key is encrypted and no passphrase is given.",
          "Store the key's passphrase with the credential.",
          cause);
    }
    if (encrypted) {
      return bad(
          "The passphrase does not open the private key.",
          "Correct the passphrase; ssh-keygen -y -f FILE tells whether it opens the key.",
          cause);
    }
    return bad(
        "The private key cannot be read.",
        "Give the whole text of an OpenSSH, PKCS#8 or PEM private key, with its first and last"
            + " line.",
        cause);
  }

  private static NotConnected bad(String summary, String advice, @Nullable Exception cause) {
    return new NotConnected(
        new Failure(Failure.Cause.BAD_PRIVATE_KEY, summary, "a private key", "", advice), cause);
  }
}
