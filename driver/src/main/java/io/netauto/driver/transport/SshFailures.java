package io.netauto.driver.transport;

import io.netauto.driver.Failure;
import io.netauto.driver.Failure.Cause;
import io.netauto.driver.HostKeys;
import io.netauto.driver.SessionOptions;
import io.netauto.driver.Target;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.session.helpers.MissingAttachedSessionException;
import org.jspecify.annotations.Nullable;

/** Says in the operator's words why a connection did not come about. */
final class SshFailures {
  private SshFailures() {}

  static NotConnected unknownHost(Target target, UnknownHostException cause) {
    return failed(
        Cause.UNKNOWN_HOST,
        "The name \"" + target.host() + "\" does not resolve.",
        "an IP address for the name",
        "Correct the device's address, or check the DNS of this server.",
        cause);
  }

  static NotConnected connectTimeout(Target target, Duration limit, @Nullable Throwable cause) {
    return failed(
        Cause.CONNECT_TIMEOUT,
        "No TCP answer from " + target + " within " + words(limit) + ".",
        "a TCP connection",
        "Check that the device is up and that no firewall drops the traffic.",
        cause);
  }

  static NotConnected cancelled(@Nullable Throwable cause) {
    return failed(Cause.CANCELLED, "The attempt to connect was cancelled.", "", "", cause);
  }

  static NotConnected notReached(Target target, Duration limit, Throwable error) {
    for (Throwable t = error; t != null; t = t.getCause()) {
      String message = String.valueOf(t.getMessage()).toLowerCase(Locale.ROOT);
      if (message.contains("connection refused")) {
        return failed(
            Cause.CONNECTION_REFUSED,
            target + " refuses the connection.",
            "a TCP connection",
            "Check the port, that SSH is enabled on the device, and its access list.",
            error);
      }
      if (t instanceof NoRouteToHostException
          || message.contains("unreachable")
          || message.contains("no route to host")) {
        return failed(
            Cause.UNREACHABLE,
            target + " is unreachable: " + root(error) + ".",
            "a TCP connection",
            "Check the route from this server to the device, or set a jump host.",
            error);
      }
      if (message.contains("timed out") || message.contains("timeout")) {
        return connectTimeout(target, limit, error);
      }
      if (message.contains("reset")
          || message.contains("broken pipe")
          || t instanceof MissingAttachedSessionException) {
        return failed(
            Cause.CONNECTION_LOST,
            target + " closed the connection as soon as it was made.",
            "an SSH greeting",
            "Check the device's limit of sessions and its access list.",
            error);
      }
    }
    boolean network =
        error instanceof ConnectException || error.getCause() instanceof ConnectException;
    return failed(
        network ? Cause.UNREACHABLE : Cause.INTERNAL,
        "Connecting to " + target + " failed: " + root(error) + ".",
        "a TCP connection",
        "Check the device's address and this server's network.",
        error);
  }

  static NotConnected handshakeTimeout(SshAttempt attempt) {
    String greeting = attempt.greeting;
    String limit = words(attempt.options.handshake());
    return failed(
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
      return hostKey(attempt, verdict, seen);
    }
    Map<KexProposalOption, String> theirs = attempt.offeredByDevice;
    Map<KexProposalOption, String> ours = attempt.offeredByUs;
    if (theirs != null && ours != null) {
      NotConnected apart = noCommonAlgorithm(attempt, ours, theirs, seen);
      if (apart != null) {
        return apart;
      }
    }
    if (attempt.disconnected != null
        && attempt.disconnectCode == SshConstants.SSH2_DISCONNECT_KEY_EXCHANGE_FAILED) {
      return failed(
          Cause.NO_COMMON_ALGORITHM,
          attempt.target + " ended the key exchange: " + attempt.disconnected + ".",
          "SSH algorithms in common",
          legacyAdvice(attempt),
          seen);
    }
    Throwable error = attempt.error == null ? seen : attempt.error;
    if (isProtocolError(error)) {
      return failed(
          Cause.PROTOCOL_ERROR,
          attempt.target + " broke the SSH protocol: " + message(error) + ".",
          attempt.greeting == null ? "an SSH greeting (SSH-2.0-…)" : "the end of the key exchange",
          "Check that the port is the device's SSH port.",
          error);
    }
    String greeting = attempt.greeting;
    return failed(
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

  private static NotConnected hostKey(
      SshAttempt attempt, HostKeys.Verdict verdict, @Nullable Throwable seen) {
    HostKeys.HostKey key = attempt.hostKey;
    String shown = key == null ? "a key" : key.algorithm() + " " + key.fingerprint();
    return verdict instanceof HostKeys.Verdict.Changed(String expected)
        ? failed(
            Cause.HOST_KEY_CHANGED,
            "The host key of "
                + attempt.target
                + " is not the one recorded: it shows "
                + shown
                + ".",
            "the host key " + expected,
            "If the device was replaced or its keys were made anew, accept the new key. If not,"
                + " somebody may stand between: do not log in.",
            seen)
        : failed(
            Cause.HOST_KEY_UNKNOWN,
            "No host key is recorded for " + attempt.target + "; it shows " + shown + ".",
            "a recorded host key",
            "Compare the fingerprint at the device's console, then accept the key.",
            seen);
  }

  private static @Nullable NotConnected noCommonAlgorithm(
      SshAttempt attempt,
      Map<KexProposalOption, String> ours,
      Map<KexProposalOption, String> theirs,
      @Nullable Throwable seen) {
    for (KexProposalOption option : KexProposalOption.FIRST_KEX_PACKET_GUESS_MATCHES) {
      NotConnected apart = compare(attempt, option, ours, theirs, seen);
      if (apart != null) {
        return apart;
      }
    }
    for (KexProposalOption option : KexProposalOption.values()) {
      boolean language = option == KexProposalOption.C2SLANG || option == KexProposalOption.S2CLANG;
      NotConnected apart = language ? null : compare(attempt, option, ours, theirs, seen);
      if (apart != null) {
        return apart;
      }
    }
    return null;
  }

  private static @Nullable NotConnected compare(
      SshAttempt attempt,
      KexProposalOption option,
      Map<KexProposalOption, String> ours,
      Map<KexProposalOption, String> theirs,
      @Nullable Throwable seen) {
    List<String> us = names(ours.get(option));
    List<String> them = names(theirs.get(option));
    if (us.isEmpty() || us.stream().anyMatch(them::contains)) {
      return null;
    }
    return failed(
        Cause.NO_COMMON_ALGORITHM,
        "No "
            + describe(option)
            + " in common with "
            + attempt.target
            + ": it offers "
            + String.join(", ", them)
            + ".",
        "one of " + String.join(", ", us),
        legacyAdvice(attempt),
        seen);
  }

  private static String legacyAdvice(SshAttempt attempt) {
    return attempt.options.algorithms() == SessionOptions.Algorithms.LEGACY
        ? "Even the old algorithms do not fit; upgrade the device's software or its SSH settings."
        : "If the device cannot be upgraded, allow old algorithms for this device.";
  }

  private static List<String> names(@Nullable String list) {
    return list == null || list.isBlank()
        ? List.of()
        : Arrays.stream(list.split(","))
            .filter(n -> !n.startsWith("kex-strict") && !n.startsWith("ext-info"))
            .toList();
  }

  private static String describe(KexProposalOption option) {
    return switch (option) {
      case ALGORITHMS -> "key exchange";
      case SERVERKEYS -> "host key algorithm";
      case C2SENC, S2CENC -> "cipher";
      case C2SMAC, S2CMAC -> "MAC";
      case C2SCOMP, S2CCOMP -> "compression";
      case C2SLANG, S2CLANG -> "language";
    };
  }

  static NotConnected authenticationRefused(SshAttempt attempt, @Nullable Throwable seen) {
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
    return failed(
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
        neverTried
            ? "Give the credential what the device allows: " + String.join(", ", allowed) + "."
            : "Check user name and password or key, and that the account is not locked.",
        seen);
  }

  static NotConnected authenticationTimeout(SshAttempt attempt) {
    return failed(
        Cause.AUTHENTICATION_TIMEOUT,
        attempt.target
            + " did not answer the login within "
            + words(attempt.options.authentication())
            + ".",
        "an answer to the login",
        "The device's AAA server may not answer; check it, or raise the limit.",
        null);
  }

  static NotConnected lostDuringLogin(SshAttempt attempt, Throwable seen) {
    return failed(
        Cause.CONNECTION_LOST,
        attempt.target + " closed the connection during login: " + attempt.reasonOfEnd(seen) + ".",
        "an answer to the login",
        "The device may be out of sessions or lock the account; try again later.",
        seen);
  }

  static NotConnected sessionRefused(SshAttempt attempt, Throwable seen) {
    return failed(
        Cause.SESSION_REFUSED,
        attempt.target + " gives no session: " + message(seen) + ".",
        "a shell",
        "The device may be out of sessions, or the user may have no right to a shell.",
        seen);
  }

  static NotConnected fault(SshAttempt attempt, Throwable seen) {
    return failed(
        Cause.INTERNAL,
        "Connecting to " + attempt.target + " failed: " + seen + ".",
        "",
        "This is a fault of NetAuto; report it with the log.",
        seen);
  }

  /** The words of the system, without the library's wrapping. */
  private static String root(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return message(root);
  }

  private static String message(@Nullable Throwable error) {
    if (error == null) {
      return "no reason given";
    }
    String message = error.getMessage();
    return message == null ? error.getClass().getSimpleName() : message;
  }

  private static String words(Duration limit) {
    return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
  }

  private static NotConnected failed(
      Cause cause, String summary, String expected, String advice, @Nullable Throwable seen) {
    return new NotConnected(new Failure(cause, summary, expected, "", advice), seen);
  }
}
