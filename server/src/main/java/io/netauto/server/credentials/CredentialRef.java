package io.netauto.server.credentials;

/**
 * Where a secret is found: a source and a name in it, written {@code source:name}. A bare name is
 * of the source {@code env}.
 */
public record CredentialRef(String source, String name) {

  /** Reads {@code env:LAB_DEFAULT} or {@code LAB_DEFAULT}. */
  public static CredentialRef parse(String text) {
    int colon = text.indexOf(':');
    return colon < 0
        ? new CredentialRef("env", text)
        : new CredentialRef(text.substring(0, colon), text.substring(colon + 1));
  }

  @Override
  public String toString() {
    return source + ":" + name;
  }
}
