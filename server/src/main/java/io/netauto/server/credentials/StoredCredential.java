package io.netauto.server.credentials;

import java.time.Instant;
import java.util.List;

/**
 * A credential that is kept here, without its secrets, which leave the server only towards devices.
 *
 * @param parts which are set, of {@link StoredParts#NAMES}
 * @param keyFingerprint of the private key, {@code SHA256:…}; empty without one
 * @param devices how many devices name it
 */
public record StoredCredential(
    long id,
    String name,
    List<String> parts,
    String keyFingerprint,
    Instant createdAt,
    Instant changedAt,
    String changedBy,
    long devices) {
  public StoredCredential {
    parts = List.copyOf(parts);
  }

  /** What a device names. */
  public String ref() {
    return "stored:" + name;
  }

  public boolean has(String part) {
    return parts.contains(part);
  }
}
