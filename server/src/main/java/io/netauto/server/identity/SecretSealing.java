package io.netauto.server.identity;

/**
 * Encrypts what this module stores and must read again: keys of second factors, signing keys. A
 * sealed text opens for the purpose alone that it was sealed for. Thread-safe.
 */
public interface SecretSealing {

  /**
   * Encrypts a text.
   *
   * @param purpose what it is and whose, such as {@code totp/17}
   */
  byte[] seal(String purpose, byte[] plain);

  /** Decrypts what {@link #seal} made for the same purpose; throws when it was altered or moved. */
  byte[] open(String purpose, byte[] sealed);
}
