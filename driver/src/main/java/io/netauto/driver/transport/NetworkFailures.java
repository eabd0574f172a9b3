package io.netauto.driver.transport;

import io.netauto.driver.Failure;
import io.netauto.driver.Failure.Cause;
import io.netauto.driver.Hop;
import io.netauto.driver.LoginGate;
import io.netauto.driver.Target;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.session.helpers.MissingAttachedSessionException;
import org.jspecify.annotations.Nullable;

/** Says in the operator's words why a device or jump host was not reached at all. */
final class NetworkFailures {
  private NetworkFailures() {}

  static NotConnected unknownHost(Target target, UnknownHostException cause) {
    return failed(
        Cause.UNKNOWN_HOST,
        "The name \"" + target.host() + "\" does not resolve.",
        "an IP address for the name",
        "Correct the device's address, or check the DNS of this server.",
        cause);
  }

  static NotConnected addressRefused(Target target, InetAddress address) {
    return failed(
        Cause.ADDRESS_REFUSED,
        "The address %s of \"%s\" is outside of the address ranges that may be connected to."
            .formatted(address.getHostAddress(), target.host()),
        "an address within the ranges",
        "Correct the device's address or its DNS entry, or have the ranges of the customer"
            + " extended.",
        null);
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
            "Check the port, that the device listens on it, and its access list.",
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
            "a greeting",
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

  /** The last jump host answered that it does not connect to the device. */
  static NotConnected notForwarded(Target target, Duration limit, SshChannelOpenException error) {
    Target last = target.via().getLast().target();
    boolean forbidden = error.getReasonCode() == SshConstants.SSH_OPEN_ADMINISTRATIVELY_PROHIBITED;
    if (forbidden || error.getReasonCode() == SshConstants.SSH_OPEN_UNKNOWN_CHANNEL_TYPE) {
      Failure failure =
          new Failure(
              Cause.FORWARDING_REFUSED,
              "The jump host "
                  + last
                  + " does not connect to "
                  + target
                  + ": "
                  + message(error)
                  + ".",
              "a connection passed on by the jump host",
              "",
              "Allow TCP forwarding to the device on the jump host (sshd: AllowTcpForwarding,"
                  + " PermitOpen).",
              last);
      return new NotConnected(failure, error);
    }
    String words = message(error).toLowerCase(Locale.ROOT);
    if (words.contains("resol") || words.contains("not known")) {
      return failed(
          Cause.UNKNOWN_HOST,
          "The name \"" + target.host() + "\" does not resolve on the jump host " + last + ".",
          "an IP address for the name",
          "Correct the device's address, or check the DNS of the jump host.",
          error);
    }
    return notReached(target, limit, error);
  }

  /** Waits for the turn to log in. */
  static void pass(LoginGate gate, Target who) throws NotConnected {
    try {
      gate.await(who);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw cancelled(e);
    }
  }

  /**
   * @param device what accepted the connection, and in which stage it hung up
   * @param said its last words
   */
  static NotConnected linesFull(String device, String said, @Nullable Throwable cause) {
    return failed(Cause.LINES_FULL, full(device, said), "a free line", LinesFull.ADVICE, cause);
  }

  static String full(String device, String said) {
    return device + ", because all its lines are taken: " + said.strip() + ".";
  }

  /** Says which jump host of the chain it was. */
  static NotConnected ofHop(List<Hop> chain, int index, NotConnected why) {
    Failure failure = why.failure();
    if (failure.cause() == Cause.CANCELLED) {
      return why;
    }
    Target hop = chain.get(index).target();
    String summary = "Jump host %d of %d: %s".formatted(index + 1, chain.size(), failure.summary());
    return new NotConnected(
        new Failure(
            failure.cause(),
            summary,
            failure.expected(),
            failure.lastBytes(),
            failure.advice(),
            failure.jumpHost() == null ? hop : failure.jumpHost()),
        why);
  }

  /** The words of the system, without the library's wrapping. */
  private static String root(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return message(root);
  }

  static String message(@Nullable Throwable error) {
    if (error == null) {
      return "no reason given";
    }
    String message = error.getMessage();
    return message == null ? error.getClass().getSimpleName() : message;
  }

  static String words(Duration limit) {
    return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
  }

  static NotConnected failed(
      Cause cause, String summary, String expected, String advice, @Nullable Throwable seen) {
    return new NotConnected(new Failure(cause, summary, expected, "", advice), seen);
  }
}
