package io.netauto.driver.transport;

import io.netauto.driver.Algorithms;
import io.netauto.driver.HostKeys;
import io.netauto.driver.Login;
import io.netauto.driver.Negotiated;
import io.netauto.driver.SessionOptions;
import io.netauto.driver.Target;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.kex.KexProposalOption;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of one connection and what came to light while it was made. Travels with the
 * connection inside the SSH library, whose own exceptions lose most of it.
 */
final class SshAttempt implements AttributeRepository {
  static final AttributeKey<SshAttempt> KEY = new AttributeKey<>();

  final Target target;
  final Login login;
  final HostKeys hostKeys;
  final SessionOptions options;
  final UserKeys keys;
  final JumpHosts.@Nullable Lease lease;

  /** The session with the jump host before the target. */
  final @Nullable ClientSession through;

  final Algorithms algorithms;

  /** Completes when the keys are exchanged; fails when the connection ends before. */
  final CompletableFuture<Void> handshake = new CompletableFuture<>();

  /** Completes when the connection is closed. */
  final CompletableFuture<Void> closed = new CompletableFuture<>();

  volatile @Nullable String greeting;

  /** The last line that came in place of a greeting. */
  volatile @Nullable String insteadOfGreeting;

  volatile HostKeys.@Nullable HostKey hostKey;

  /** The certificate in which the device showed its key; null when it showed the key alone. */
  volatile HostKeys.@Nullable Certificate certificate;

  volatile HostKeys.@Nullable Verdict verdict;
  volatile @Nullable Map<KexProposalOption, String> offeredByDevice;
  volatile @Nullable Map<KexProposalOption, String> offeredByUs;
  volatile @Nullable Throwable error;
  volatile @Nullable String disconnected;
  volatile int disconnectCode;
  volatile List<String> methodsAllowed = List.of();
  volatile boolean passwordSent;
  volatile @Nullable String question;

  /** The question at login to which there was no answer. */
  volatile @Nullable String unanswered;

  volatile @Nullable Negotiated negotiated;

  SshAttempt(
      Target target,
      Login login,
      HostKeys hostKeys,
      Algorithms algorithms,
      SessionOptions options,
      UserKeys keys,
      JumpHosts.@Nullable Lease lease) {
    this.target = target;
    this.algorithms = algorithms;
    this.login = login;
    this.hostKeys = hostKeys;
    this.options = options;
    this.keys = keys;
    this.lease = lease;
    this.through = lease == null ? null : lease.session();
  }

  /** Notes the first error; what follows it is its consequence. */
  void fail(Throwable why) {
    if (error == null) {
      error = why;
    }
  }

  /** Why the connection ended, in the most telling words known. */
  String reasonOfEnd(Throwable seen) {
    String words = disconnected;
    if (words != null) {
      return "the device disconnected: " + words;
    }
    Throwable first = error;
    Throwable best = first == null ? seen : first;
    String message = best.getMessage();
    return message == null ? best.getClass().getSimpleName() : message;
  }

  @Override
  public int getAttributesCount() {
    return 1;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> @Nullable T getAttribute(AttributeKey<T> key) {
    return KEY.equals(key) ? (T) this : null;
  }

  @Override
  public java.util.Collection<AttributeKey<?>> attributeKeys() {
    return List.of(KEY);
  }
}
