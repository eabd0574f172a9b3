package io.netauto.server.testing;

import io.netauto.server.identity.SecretSealing;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Seals with a key of this JVM. */
class TestSealing implements SecretSealing {
  private static final byte[] KEY = new SecureRandom().generateSeed(32);
  private static final int IV = 12;

  @Override
  public byte[] seal(String purpose, byte[] plain) {
    byte[] iv = new byte[IV];
    new SecureRandom().nextBytes(iv);
    byte[] sealed = run(Cipher.ENCRYPT_MODE, iv, purpose, plain);
    byte[] all = Arrays.copyOf(iv, IV + sealed.length);
    System.arraycopy(sealed, 0, all, IV, sealed.length);
    return all;
  }

  @Override
  public byte[] open(String purpose, byte[] sealed) {
    return run(
        Cipher.DECRYPT_MODE,
        Arrays.copyOf(sealed, IV),
        purpose,
        Arrays.copyOfRange(sealed, IV, sealed.length));
  }

  private static byte[] run(int mode, byte[] iv, String purpose, byte[] text) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, new SecretKeySpec(KEY, "AES"), new GCMParameterSpec(128, iv));
      cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
