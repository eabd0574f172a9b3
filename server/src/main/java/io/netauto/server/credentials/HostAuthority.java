package io.netauto.server.credentials;

import java.time.Instant;

/**
 * A key that signs the host certificates of devices: of those that are there and those added later.
 *
 * @param hosts patterns of names and addresses, parted by commas, as {@code known_hosts} has them
 */
public record HostAuthority(
    long id,
    String hosts,
    String algorithm,
    String fingerprint,
    String publicKey,
    Instant createdAt,
    String createdBy) {

  /** As a line of {@code known_hosts}. */
  public String line() {
    return "@cert-authority " + hosts + " " + publicKey;
  }
}
