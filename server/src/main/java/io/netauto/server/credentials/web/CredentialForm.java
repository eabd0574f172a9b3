package io.netauto.server.credentials.web;

import io.netauto.server.credentials.CredentialUses.Uses;
import io.netauto.server.credentials.LoginTrial;
import io.netauto.server.credentials.StoredCredential;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form of one credential. What was typed as a secret is never shown again.
 *
 * @param credential null for a new one
 * @param name as it was typed
 * @param trial how the login ended that was just tried; null for none
 * @param errors in words, by field
 */
public record CredentialForm(
    @Nullable StoredCredential credential,
    Uses uses,
    String name,
    String device,
    LoginTrial.@Nullable Result trial,
    Map<String, String> errors) {
  public CredentialForm {
    errors = Map.copyOf(errors);
  }

  public String title() {
    return credential == null ? "New credential" : "Credential " + credential.name();
  }

  public String action() {
    return "/settings/credentials/" + (credential == null ? "new" : credential.name());
  }

  public boolean has(String part) {
    return credential != null && credential.has(part);
  }

  /** What stands in an empty field of a secret. */
  public String hint(String part) {
    return has(part) ? "Set. Leave it empty to keep it." : "Not set.";
  }

  public @Nullable String error(String field) {
    return errors.get(field);
  }
}
