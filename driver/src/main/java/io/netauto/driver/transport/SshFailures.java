package io.netauto.driver.transport;

import io.netauto.driver.Failure;
import io.netauto.driver.Failure.Cause;
import io.netauto.driver.HostKeys;
import io.netauto.driver.Target;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.kex.KexProposalOption;
import org.jspecify.annotations.Nullable;

/** Says in the operator's words why an SSH connection did not come about. */
final class SshFailures {
  private SshFailures() {}

  static NotConnected handshakeTimeout(SshAttempt attempt) {
    String greeting = attempt.greeting;
    String limit = NetworkFailures.words(attempt.options.handshake());
    return NetworkFailures.failed(
        Cause.HANDSHAKE_TIMEOUT,
        greeting == null
            ? attempt.target
                + " accepts the connection but sent no SSH greeting within "
                + limit
                + "."
            : attempt.target
                + " (\""
                + greeting
                + "\") did not finish the key exchange within "
                + limit
                + ".",
        greeting == null ? "an SSH greeting (SSH-2.0-…)" : "the end of the key exchange",
        "The SSH process of the device may hang or be out of sessions; log in at its console.",
        null);
  }

  static NotConnected handshakeFailed(SshAttempt attempt, @Nullable Throwable seen) {
    HostKeys.Verdict verdict = attempt.verdict;
    if (verdict != null && !(verdict instanceof HostKeys.Verdict.Trusted)) {
      return hostKey(attempt.target, attempt.hostKey, verdict, seen);
    }
    Map<KexProposalOption, String> theirs = attempt.offeredByDevice;
    Map<KexProposalOption, String> ours = attempt.offeredByUs;
    if (theirs != null && ours != null) {
      Failure apart = AlgorithmsApart.between(attempt, ours, theirs);
      if (apart != null) {
        return new NotConnected(apart, seen);
      }
    }
    NotConnected full = linesFull(attempt, " closed the connection before the login", seen);
    if (full != null) {
      return full;
    }
    if (attempt.disconnected != null
        && attempt.disconnectCode == SshConstants.SSH2_DISCONNECT_KEY_EXCHANGE_FAILED) {
      return NetworkFailures.failed(
          Cause.NO_COMMON_ALGORITHM,
          attempt.target + " ended the key exchange: " + attempt.disconnected + ".",
          "SSH algorithms in common",
          AlgorithmsApart.advice(attempt),
          seen);
    }
    Throwable error = attempt.error == null ? seen : attempt.error;
    if (isProtocolError(error)) {
      return NetworkFailures.failed(
          Cause.PROTOCOL_ERROR,
          attempt.target + " broke the SSH protocol: " + NetworkFailures.message(error) + ".",
          attempt.greeting == null ? "an SSH greeting (SSH-2.0-…)" : "the end of the key exchange",
          "Check that the port is the device's SSH port.",
          error);
    }
    String greeting = attempt.greeting;
    return NetworkFailures.failed(
        Cause.CONNECTION_LOST,
        attempt.target
            + " closed the connection "
            + (greeting == null ? "before its SSH greeting" : "during the key exchange")
            + ": "
            + attempt.reasonOfEnd(error == null ? new java.io.IOException("end of stream") : error)
            + ".",
        greeting == null ? "an SSH greeting (SSH-2.0-…)" : "the end of the key exchange",
        "The device may be out of sessions, or its access list refuses this server. Try again; if"
            + " it stays, log in at its console.",
        error);
  }

  /** Not null when the device's last words say that it is full. */
  private static @Nullable NotConnected linesFull(
      SshAttempt attempt, String stage, @Nullable Throwable seen) {
    String farewell = attempt.disconnected;
    if (farewell != null && LinesFull.disconnected(attempt.disconnectCode, farewell)) {
      return NetworkFailures.linesFull(attempt.target + stage, farewell, seen);
    }
    // The library fails what waits with the device's farewell, and tells its listener after that.
    for (Throwable t = seen; t != null && farewell == null; t = t.getCause()) {
      if (t instanceof SshException end
          && end.getMessage() != null
          && LinesFull.disconnected(end.getDisconnectCode(), end.getMessage())) {
        return NetworkFailures.linesFull(attempt.target + stage, end.getMessage(), seen);
      }
    }
    String line = attempt.insteadOfGreeting;
    return attempt.greeting == null && line != null && LinesFull.said(line)
        ? NetworkFailures.linesFull(attempt.target + stage, line, seen)
        : null;
  }

  private static boolean isProtocolError(@Nullable Throwable error) {
    for (Throwable t = error; t != null; t = t.getCause()) {
      if (t instanceof SshException ssh && ssh.getDisconnectCode() > 0) {
        return true;
      }
      if (t instanceof IllegalStateException || t instanceof java.io.StreamCorruptedException) {
        return true;
      }
    }
    return false;
  }

  static NotConnected hostKey(
      Target target,
      HostKeys.@Nullable HostKey key,
      HostKeys.Verdict verdict,
      @Nullable Throwable seen) {
    String shown = key == null ? "a key" : key.algorithm() + " " + key.fingerprint();
    if (verdict instanceof HostKeys.Verdict.Revoked(String revoked)) {
      return NetworkFailures.failed(
          Cause.HOST_KEY_CHANGED,
          "The host key of " + target + " is revoked: it shows " + shown + ".",
          "a host key that is not revoked, as " + revoked + " is",
          "Somebody who has the revoked key may stand between: do not log in. Give the device a new"
              + " key, or a certificate of another authority.",
          seen);
    }
    return verdict instanceof HostKeys.Verdict.Changed(String expected)
        ? NetworkFailures.failed(
            Cause.HOST_KEY_CHANGED,
            "The host key of " + target + " is not the one recorded: it shows " + shown + ".",
            "the host key " + expected,
            "If the device was replaced or its keys were made anew, accept the new key. If not,"
                + " somebody may stand between: do not log in.",
            seen)
        : NetworkFailures.failed(
            Cause.HOST_KEY_UNKNOWN,
            "No host key is recorded for " + target + "; it shows " + shown + ".",
            "a recorded host key",
            "Compare the fingerprint at the device's console, then accept the key.",
            seen);
  }

  static NotConnected authenticationRefused(SshAttempt attempt, @Nullable Throwable seen) {
    NotConnected full = linesFull(attempt, " closed the connection during login", seen);
    if (full != null) {
      return full;
    }
    String offered =
        attempt.keys.isEmpty()
            ? attempt.login.password() == null ? "nothing" : "a password"
            : attempt.login.password() == null ? "a key" : "a key and a password";
    List<String> allowed = attempt.methodsAllowed;
    String methods =
        allowed.isEmpty() ? "" : " The device allows " + String.join(", ", allowed) + ".";
    String asked = attempt.question;
    String question = asked == null ? "" : " It asked \"" + asked + "\".";
    boolean neverTried = attempt.keys.isEmpty() && !attempt.passwordSent && !allowed.isEmpty();
    return NetworkFailures.failed(
        Cause.AUTHENTICATION_REFUSED,
        attempt.target
            + " refused the login of \""
            + attempt.login.username()
            + "\" with "
            + offered
            + "."
            + methods
            + question,
        "a login",
        attempt.unanswered != null
            ? "The login has no answer to \"" + attempt.unanswered + "\"; give it one."
            : neverTried
                ? "Give the credential what the device allows: " + String.join(", ", allowed) + "."
                : "Check user name and password or key, and that the account is not locked.",
        seen);
  }

  static NotConnected authenticationTimeout(SshAttempt attempt) {
    return NetworkFailures.failed(
        Cause.AUTHENTICATION_TIMEOUT,
        attempt.target
            + " did not answer the login within "
            + NetworkFailures.words(attempt.options.authentication())
            + ".",
        "an answer to the login",
        "The device's AAA server may not answer; check it, or raise the limit.",
        null);
  }

  static NotConnected lostDuringLogin(SshAttempt attempt, Throwable seen) {
    NotConnected full = linesFull(attempt, " closed the connection during login", seen);
    if (full != null) {
      return full;
    }
    return NetworkFailures.failed(
        Cause.CONNECTION_LOST,
        attempt.target + " closed the connection during login: " + attempt.reasonOfEnd(seen) + ".",
        "an answer to the login",
        "The device may be out of sessions or lock the account; try again later.",
        seen);
  }

  static NotConnected sessionRefused(SshAttempt attempt, Throwable seen) {
    NotConnected full = linesFull(attempt, " gives no session", seen);
    if (full != null) {
      return full;
    }
    for (Throwable t = seen; t != null; t = t.getCause()) {
      if (t instanceof SshChannelOpenException refused && isFull(refused)) {
        return NetworkFailures.linesFull(
            attempt.target + " gives no session", NetworkFailures.message(refused), seen);
      }
    }
    return NetworkFailures.failed(
        Cause.SESSION_REFUSED,
        attempt.target + " gives no session: " + NetworkFailures.message(seen) + ".",
        "a shell",
        "The device may be out of sessions, or the user may have no right to a shell.",
        seen);
  }

  /**
   * Devices refuse the first channel of a connection for want of a line; who may not have a shell
   * is refused the terminal or the shell.
   */
  private static boolean isFull(SshChannelOpenException refused) {
    int reason = refused.getReasonCode();
    return reason == SshConstants.SSH_OPEN_RESOURCE_SHORTAGE
        || reason == SshConstants.SSH_OPEN_ADMINISTRATIVELY_PROHIBITED
        || LinesFull.said(NetworkFailures.message(refused));
  }

  static NotConnected fault(SshAttempt attempt, Throwable seen) {
    return NetworkFailures.failed(
        Cause.INTERNAL,
        "Connecting to " + attempt.target + " failed: " + seen + ".",
        "",
        "This is a fault of NetAuto; report it with the log.",
        seen);
  }
}
