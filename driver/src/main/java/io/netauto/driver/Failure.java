package io.netauto.driver;

import org.jspecify.annotations.Nullable;

/**
 * Why a session or a command did not succeed, in words for the person who has to fix it.
 *
 * @param cause stable code
 * @param summary what happened
 * @param expected what the engine was waiting for, or an empty text
 * @param lastBytes the last text seen from the device, control characters made visible, at most 500
 *     characters; empty when nothing was received
 * @param advice what to try next
 * @param jumpHost the jump host that failed, when it was not the device itself
 */
public record Failure(
    Cause cause,
    String summary,
    String expected,
    String lastBytes,
    String advice,
    @Nullable Target jumpHost) {

  public Failure(Cause cause, String summary, String expected, String lastBytes, String advice) {
    this(cause, summary, expected, lastBytes, advice, null);
  }

  /** The stable codes of failure. */
  public enum Cause {
    /** The name does not resolve. */
    UNKNOWN_HOST,
    /** The address is none of those that may be connected to. */
    ADDRESS_REFUSED,
    /** The port answers with a TCP reset. */
    CONNECTION_REFUSED,
    /** No route, or the network says unreachable. */
    UNREACHABLE,
    /** No TCP answer within the limit. */
    CONNECT_TIMEOUT,
    /** Connected, but no SSH greeting or key exchange within the limit. */
    HANDSHAKE_TIMEOUT,
    /** The far end speaks no SSH, or broke the protocol. */
    PROTOCOL_ERROR,
    /** No algorithm in common. */
    NO_COMMON_ALGORITHM,
    HOST_KEY_UNKNOWN,
    HOST_KEY_CHANGED,
    AUTHENTICATION_REFUSED,
    /** Authentication did not end within the limit. */
    AUTHENTICATION_TIMEOUT,
    /** A jump host does not pass connections on. */
    FORWARDING_REFUSED,
    /** The device is to be reached by Telnet, and the driver was made without. */
    TELNET_DISABLED,
    /** The private key, its passphrase, certificate or agent cannot be used. */
    BAD_PRIVATE_KEY,
    /** The device refused a channel, PTY or shell. */
    SESSION_REFUSED,
    /** All lines (vty, sessions) of the device are taken; one may be free soon. */
    LINES_FULL,
    /** No prompt was recognised after login. */
    NO_PROMPT,
    ENABLE_REFUSED,
    /** The session ended or was reset while something was awaited. */
    CONNECTION_LOST,
    /** The device stopped sending in mid-command. */
    SILENT,
    /** The command outlived its limit. */
    COMMAND_TIMEOUT,
    /** The end of the output could not be told with certainty. */
    UNCERTAIN_END,
    /** The device answered with an error message. */
    COMMAND_REJECTED,
    /** The device asks something that the platform has no answer for. */
    UNEXPECTED_QUESTION,
    CANCELLED,
    /** A fault of the driver itself. */
    INTERNAL
  }
}
