package io.netauto.server.credentials;

import java.time.Instant;

/**
 * An SSH host key that a device showed.
 *
 * @param decidedBy who or what trusted it; empty while pending
 */
public record KnownHost(
    long id,
    long deviceId,
    String host,
    int port,
    String algorithm,
    String fingerprint,
    State state,
    Instant firstSeen,
    Instant lastSeen,
    String decidedBy) {

  /** A device has at most one trusted key; the others wait for a person's decision. */
  public enum State {
    TRUSTED,
    PENDING
  }
}
