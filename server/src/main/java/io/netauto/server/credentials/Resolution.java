package io.netauto.server.credentials;

/** What became of looking a reference up. */
public sealed interface Resolution {
  record Found(Credential credential) implements Resolution {}

  /**
   * Nothing was found under the name.
   *
   * @param expected what was looked for, e.g. the names of environment variables
   * @param advice what to do
   */
  record NotFound(String summary, String expected, String advice) implements Resolution {}
}
