package io.netauto.server.credentials;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An SSH host key that a device showed, or that a person imported.
 *
 * @param hostname the device's name
 * @param decidedBy who or what trusted it; empty while pending
 * @param trusted the fingerprint of a key that is trusted in its place; null unless it is pending
 *     and the device has one
 */
public record KnownHost(
    long id,
    long deviceId,
    String hostname,
    String host,
    int port,
    String algorithm,
    String fingerprint,
    State state,
    Instant firstSeen,
    Instant lastSeen,
    String decidedBy,
    @Nullable String trusted) {

  /** A device has at most one trusted key of an algorithm; the others wait for a decision. */
  public enum State {
    TRUSTED,
    PENDING,
    /** Must not be shown by the device, nor sign a certificate of it. */
    REVOKED
  }

  /** Whether it was shown in place of a trusted key. */
  public boolean isChanged() {
    return state == State.PENDING && trusted != null;
  }
}
