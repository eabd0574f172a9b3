package io.netauto.server.credentials;

import io.netauto.server.identity.CustomerId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Encrypts what is stored, by AES-256-GCM with a key of the customer, which is itself encrypted by
 * the server's master key. A sealed text is 33 bytes longer than the plain one. It is bound to its
 * customer and purpose and cannot be moved to another: a purpose names what it is and, where a row
 * could be put in another's place, the row ({@code stored-credential/17}).
 *
 * <p>Costs microseconds and no question to the database but one in some seconds. Thread-safe.
 */
@Service
public class Sealing {
  private final DataKeys keys;

  Sealing(DataKeys keys) {
    this.keys = keys;
  }

  /** Whether there is a master key; without one sealing is a problem {@code no_master_key}. */
  public boolean available() {
    return keys.available();
  }

  /**
   * Encrypts a text.
   *
   * @param customer null for a secret of the server itself, or of a person
   */
  public byte[] seal(@Nullable CustomerId customer, String purpose, byte[] plain) {
    try {
      return keys.sealing(number(customer)).aead().encrypt(plain, bound(customer, purpose));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Sealing failed: " + e.getMessage(), e);
    }
  }

  /**
   * Decrypts what {@link #seal} made for the same customer and purpose.
   *
   * @throws CannotOpenException when it was altered or moved, or its key is not here
   */
  public byte[] open(@Nullable CustomerId customer, String purpose, byte[] sealed) {
    int id = DataKey.idIn(sealed);
    DataKey key = keys.opening(number(customer), id);
    if (!key.ids().contains(id)) {
      throw new CannotOpenException(
          "A sealed text of purpose \"%s\" needs the key %08x, which customer %s does not have."
              .formatted(purpose, id, name(customer)));
    }
    try {
      return key.aead().decrypt(sealed, bound(customer, purpose));
    } catch (GeneralSecurityException e) {
      throw new CannotOpenException(
          "A sealed text of purpose \"%s\" of customer %s was altered or moved."
              .formatted(purpose, name(customer)));
    }
  }

  private static @Nullable Long number(@Nullable CustomerId customer) {
    return customer == null ? null : customer.value();
  }

  private static String name(@Nullable CustomerId customer) {
    return customer == null ? "server" : customer.toString();
  }

  private static byte[] bound(@Nullable CustomerId customer, String purpose) {
    return ("netauto/" + name(customer) + "/" + purpose).getBytes(StandardCharsets.UTF_8);
  }
}
