package io.netauto.server.identity;

import java.time.Instant;
import java.util.List;

/**
 * All that is known of a customer.
 *
 * @param active whether anybody may act in it
 * @param ranges where the addresses of its devices lie
 * @param credentialPatterns the env:, file: and vault: credentials that it may use; {@code *}
 *     stands for any text
 */
public record CustomerDetails(
    CustomerId id,
    String name,
    boolean active,
    AddressRanges ranges,
    List<String> credentialPatterns,
    Instant createdAt,
    Instant updatedAt) {
  public CustomerDetails {
    credentialPatterns = List.copyOf(credentialPatterns);
  }
}
