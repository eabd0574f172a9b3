package io.netauto.driver.transport;

import io.netauto.driver.HostKeys;
import io.netauto.driver.Negotiated;
import io.netauto.driver.Secret;
import java.io.IOException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.sshd.client.auth.keyboard.UserInteraction;
import org.apache.sshd.client.auth.password.PasswordAuthenticationReporter;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.core.CoreModuleProperties;
import org.jspecify.annotations.Nullable;

/** Sets each connection up as its {@link SshAttempt} asks, and notes there what becomes of it. */
final class SshEvents implements SessionListener {
  static @Nullable SshAttempt attemptOf(Session session) {
    return session instanceof ClientSession client && client.getConnectionContext() != null
        ? client.getConnectionContext().getAttribute(SshAttempt.KEY)
        : null;
  }

  @Override
  public void sessionCreated(Session created) {
    SshAttempt attempt = attemptOf(created);
    if (attempt == null || !(created instanceof ClientSession session)) {
      created.close(true);
      return;
    }
    SshAlgorithms.of(attempt.algorithms)
        .setOn(session, attempt.hostKeys.knowsAuthorities(attempt.target));
    // A certificate that does not hold leaves the key in it, to be known or not by itself.
    CoreModuleProperties.ABORT_ON_INVALID_CERTIFICATE.set(session, false);
    // Our own limits rule.
    CoreModuleProperties.AUTH_TIMEOUT.set(session, Duration.ZERO);
    CoreModuleProperties.IDLE_TIMEOUT.set(session, Duration.ZERO);
    CoreModuleProperties.REQUEST_SHELL_REPLY.set(session, true);
    CoreModuleProperties.PASSWORD_PROMPTS.set(session, 3);
    session.setServerKeyVerifier((s, address, key) -> trusted(attempt, key));
    session.setUserInteraction(UserInteraction.NONE);
    session.setPasswordAuthenticationReporter(
        new PasswordAuthenticationReporter() {
          @Override
          public void signalAuthenticationAttempt(
              ClientSession s, String service, String old, boolean modified, String now) {
            attempt.passwordSent = true;
          }
        });
    Secret password = attempt.login.password();
    if (password != null) {
      session.addPasswordIdentity(password.reveal());
    }
  }

  private static boolean trusted(SshAttempt attempt, PublicKey key) {
    HostKeys.Verdict verdict;
    if (key instanceof OpenSshCertificate certificate) {
      HostKeys.HostKey certified = hostKey(certificate.getCertPubKey());
      attempt.hostKey = certified;
      HostKeys.Certificate shown =
          new HostKeys.Certificate(
              certified, hostKey(certificate.getCaPubKey()), certificate.getId());
      attempt.certificate = shown;
      verdict = attempt.hostKeys.check(attempt.target, shown);
    } else {
      HostKeys.HostKey shown = hostKey(key);
      attempt.hostKey = shown;
      verdict = attempt.hostKeys.check(attempt.target, shown);
    }
    attempt.verdict = verdict;
    return verdict instanceof HostKeys.Verdict.Trusted;
  }

  private static HostKeys.HostKey hostKey(PublicKey key) {
    return new HostKeys.HostKey(
        KeyUtils.getKeyType(key),
        KeyUtils.getFingerPrint(BuiltinDigests.sha256, key),
        PublicKeyEntry.toString(key));
  }

  @Override
  public void sessionPeerIdentificationLine(Session session, String line, List<String> extraLines) {
    SshAttempt attempt = attemptOf(session);
    if (attempt != null && !line.isBlank()) {
      attempt.insteadOfGreeting = line.length() > 500 ? line.substring(0, 500) : line;
    }
  }

  @Override
  public void sessionPeerIdentificationReceived(
      Session session, String version, List<String> extraLines) {
    SshAttempt attempt = attemptOf(session);
    if (attempt != null) {
      attempt.greeting = version;
    }
  }

  @Override
  public void sessionNegotiationEnd(
      Session session,
      Map<KexProposalOption, String> clientProposal,
      Map<KexProposalOption, String> serverProposal,
      Map<KexProposalOption, String> negotiated,
      @Nullable Throwable reason) {
    SshAttempt attempt = attemptOf(session);
    if (attempt == null) {
      return;
    }
    if (reason != null) {
      attempt.offeredByUs = Map.copyOf(clientProposal);
      attempt.offeredByDevice = Map.copyOf(serverProposal);
    } else if (attempt.negotiated == null) {
      attempt.negotiated =
          new Negotiated(
              agreed(negotiated, KexProposalOption.ALGORITHMS),
              agreed(negotiated, KexProposalOption.SERVERKEYS),
              protection(negotiated, KexProposalOption.C2SENC, KexProposalOption.C2SMAC),
              protection(negotiated, KexProposalOption.S2CENC, KexProposalOption.S2CMAC),
              String.valueOf(session.getServerVersion()));
    }
  }

  private static Negotiated.Protection protection(
      Map<KexProposalOption, String> negotiated, KexProposalOption cipher, KexProposalOption mac) {
    String name = agreed(negotiated, cipher);
    boolean authenticates = name.contains("gcm@") || name.contains("poly1305");
    return new Negotiated.Protection(name, authenticates ? "" : agreed(negotiated, mac));
  }

  private static String agreed(
      Map<KexProposalOption, String> negotiated, KexProposalOption option) {
    return negotiated.getOrDefault(option, "");
  }

  @Override
  public void sessionEvent(Session session, Event event) {
    SshAttempt attempt = attemptOf(session);
    if (attempt != null && event == Event.KeyEstablished) {
      attempt.handshake.complete(null);
    }
  }

  @Override
  public void sessionException(Session session, Throwable t) {
    SshAttempt attempt = attemptOf(session);
    if (attempt != null) {
      attempt.fail(t);
    }
  }

  @Override
  public void sessionDisconnect(
      Session session, int reason, String message, String language, boolean initiator) {
    SshAttempt attempt = attemptOf(session);
    if (attempt != null && !initiator) {
      attempt.disconnectCode = reason;
      attempt.disconnected = message == null || message.isBlank() ? "code " + reason : message;
    }
  }

  @Override
  public void sessionClosed(Session session) {
    SshAttempt attempt = attemptOf(session);
    if (attempt != null) {
      Throwable error = attempt.error;
      attempt.handshake.completeExceptionally(
          error == null ? new IOException("The device closed the connection.") : error);
      attempt.closed.complete(null);
      JumpHosts.Lease lease = attempt.lease;
      if (lease != null) {
        lease.close();
      }
    }
  }
}
