package io.netauto.driver;

import org.jspecify.annotations.Nullable;

/**
 * What a session logs in with. A private key is tried before the password; the password also
 * answers keyboard-interactive questions.
 *
 * @param privateKey an OpenSSH, PKCS#8 or PEM private key as text
 * @param passphrase opens {@code privateKey} where that is encrypted
 * @param enablePassword answers the platform's privilege question
 */
public record Login(
    String username,
    @Nullable Secret password,
    @Nullable Secret privateKey,
    @Nullable Secret passphrase,
    @Nullable Secret enablePassword) {

  public static Login password(String username, String password) {
    return new Login(username, Secret.of(password), null, null, null);
  }

  public static Login key(String username, String privateKey) {
    return new Login(username, null, Secret.of(privateKey), null, null);
  }
}
