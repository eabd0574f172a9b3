package io.netauto.driver.transport;

import io.netauto.driver.Algorithms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.auth.UserAuthFactory;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.cipher.Cipher;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.kex.KeyExchangeFactory;
import org.apache.sshd.common.kex.extension.KexExtensionHandler;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.mac.Mac;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionHeartbeatController;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;
import org.jspecify.annotations.Nullable;

/**
 * The library's factories for the {@link Algorithms} of a connection. They are always set, on the
 * session and never on the client: the library's own order depends on what else is on the classpath
 * (with Bouncy Castle it prefers sntrup761, thirty times the cost), and what an old device needs is
 * not for the others.
 *
 * <p>The list of signatures rules host keys and user keys alike; user certificates are added for
 * the login only, because in the session's list they would be asked of the host too. Devices with
 * old settings announce rsa-sha2 for user keys and then refuse it (OpenSSH 9.2 with
 * PubkeyAcceptedAlgorithms=ssh-rsa), so with SHA-1 signatures the announcement is not asked for,
 * and an RSA key is tried with each in turn.
 */
final class SshAlgorithms {
  private static final Map<Algorithms, SshAlgorithms> MADE = new ConcurrentHashMap<>();
  private static final int MOST_KEPT = 64;

  private static final KexExtensionHandler NO_EXTENSIONS =
      new KexExtensionHandler() {
        @Override
        public boolean isKexExtensionsAvailable(Session session, AvailabilityPhase phase) {
          return false;
        }
      };

  private final List<KeyExchangeFactory> keyExchanges;
  private final List<NamedFactory<Signature>> signatures;
  private final List<NamedFactory<Signature>> certifiedFirst;
  private final List<NamedFactory<Cipher>> ciphers;
  private final List<NamedFactory<Mac>> macs;
  private final List<UserAuthFactory> logins;
  private final boolean announcementsMislead;

  private SshAlgorithms(Algorithms wanted) {
    keyExchanges =
        NamedFactory.setUpTransformedFactories(
            true,
            each(wanted.keyExchanges(), BuiltinDHFactories::fromFactoryName),
            ClientBuilder.DH2KEX);
    signatures = List.copyOf(each(wanted.signatures(), BuiltinSignatures::fromFactoryName));
    certifiedFirst =
        withCertificates(wanted.signatures()).stream()
            .sorted(Comparator.comparing(each -> !each.getName().contains("-cert-")))
            .toList();
    ciphers = List.copyOf(each(wanted.ciphers(), BuiltinCiphers::fromFactoryName));
    macs = List.copyOf(each(wanted.macs(), BuiltinMacs::fromFactoryName));
    logins =
        List.of(
            new SshKeyLogin.Factory(withCertificates(wanted.signatures())),
            UserAuthPasswordFactory.INSTANCE,
            SshQuestions.FACTORY);
    announcementsMislead = wanted.signatures().contains("ssh-rsa");
  }

  static SshAlgorithms of(Algorithms wanted) {
    SshAlgorithms made = MADE.get(wanted);
    if (made == null) {
      made = new SshAlgorithms(wanted);
      if (MADE.size() < MOST_KEPT) {
        MADE.put(wanted, made);
      }
    }
    return made;
  }

  /** The ways to log in, in the order tried. */
  List<UserAuthFactory> logins() {
    return logins;
  }

  /**
   * @param certified whether the device is asked for a host certificate before a key
   */
  void setOn(ClientSession session, boolean certified) {
    session.setKeyExchangeFactories(keyExchanges);
    session.setSignatureFactories(certified ? certifiedFirst : signatures);
    session.setCipherFactories(ciphers);
    session.setMacFactories(macs);
    if (announcementsMislead) {
      session.setKexExtensionHandler(NO_EXTENSIONS);
    }
    session.setSessionHeartbeat(SessionHeartbeatController.HeartbeatType.NONE, Duration.ZERO);
  }

  private static List<NamedFactory<Signature>> withCertificates(List<String> names) {
    List<NamedFactory<Signature>> all = new ArrayList<>();
    for (String name : names) {
      all.add(factory(name, BuiltinSignatures::fromFactoryName));
      NamedFactory<Signature> certified =
          BuiltinSignatures.fromFactoryName(name + "-cert-v01@openssh.com");
      if (certified != null) {
        all.add(certified);
      }
    }
    return List.copyOf(all);
  }

  private static <F> List<F> each(List<String> names, Function<String, @Nullable F> find) {
    return names.stream().map(name -> factory(name, find)).toList();
  }

  private static <F> F factory(String name, Function<String, ? extends @Nullable F> find) {
    F found = find.apply(name);
    if (found == null) {
      throw new IllegalArgumentException("The algorithm \"" + name + "\" is not known.");
    }
    return found;
  }
}
