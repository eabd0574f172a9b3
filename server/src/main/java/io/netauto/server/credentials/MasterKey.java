package io.netauto.server.credentials;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A key that encrypts the data keys, and nothing else: 32 bytes for AES-256-GCM.
 *
 * @param id what tells it from others: the first 8 bytes of a hash, in hexadecimal digits
 */
record MasterKey(String id, Aead aead) {
  private static final int BYTES = 32;

  /** How to make one, for messages. */
  static final String HOW_TO_MAKE = "head -c 32 /dev/urandom | base64";

  /**
   * Reads a key in base64.
   *
   * @param where the setting or file that it came from, for the message
   * @throws SealingRefused when it is no such key; the text is not shown
   */
  static MasterKey parse(String base64, String where) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64.strip());
    } catch (IllegalArgumentException e) {
      throw new SealingRefused(
          "%s is not base64. A master key is 32 random bytes in base64; make one by: %s"
              .formatted(where, HOW_TO_MAKE));
    }
    if (bytes.length != BYTES) {
      throw new SealingRefused(
          "%s holds %d bytes, and a master key has %d. Make one by: %s"
              .formatted(where, bytes.length, BYTES, HOW_TO_MAKE));
    }
    try {
      return new MasterKey(idOf(bytes), aead(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A key cannot be made ready: " + e.getMessage(), e);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  @AccessesPartialKey
  private static Aead aead(byte[] bytes) throws GeneralSecurityException {
    return AesGcmJce.create(
        AesGcmKey.builder()
            .setParameters(
                AesGcmParameters.builder()
                    .setKeySizeBytes(BYTES)
                    .setIvSizeBytes(12)
                    .setTagSizeBytes(16)
                    .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                    .build())
            .setKeyBytes(SecretBytes.copyFrom(bytes, InsecureSecretKeyAccess.get()))
            .build());
  }

  /** The key is 256 random bits: a hash of it tells nothing, and there is nothing to guess. */
  private static String idOf(byte[] key) throws GeneralSecurityException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update("netauto master key ".getBytes(StandardCharsets.US_ASCII));
    return HexFormat.of().formatHex(digest.digest(key), 0, 8);
  }
}
