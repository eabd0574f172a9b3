package io.netauto.server.credentials.web;

import io.netauto.server.credentials.CredentialBreaker.Stopped;
import io.netauto.server.credentials.SealingKeys;
import io.netauto.server.credentials.StoredCredential;
import io.netauto.server.web.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stored credentials.
 *
 * @param keys null for those who are no administrators of the server
 */
public record CredentialListPage(
    Page<StoredCredential> credentials, List<Stopped> stopped, SealingKeys.@Nullable Status keys) {
  public CredentialListPage {
    stopped = List.copyOf(stopped);
  }
}
