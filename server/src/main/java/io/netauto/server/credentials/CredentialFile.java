package io.netauto.server.credentials;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the encrypted credentials file that the command line makes; docs/credentials.md specifies
 * it. The command line has a class of the same name of its own, for it shares no code with the
 * server; a test reads with this one what that one wrote.
 */
final class CredentialFile {
  static final String FORMAT = "netauto-credentials-1";

  /** Against files that would take all memory or time to open. */
  private static final int MOST_MEMORY_KIB = 1 << 20;

  private static final int MOST_ITERATIONS = 20;
  private static final int MOST_PARALLELISM = 16;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<Map<String, Map<String, String>>> CREDENTIALS =
      new TypeReference<>() {};

  private CredentialFile() {}

  /** Why a file cannot be read, in words without a secret. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    Unreadable(String message) {
      super(message);
    }
  }

  /**
   * @param memory in KiB
   * @param data nonce of 12 bytes, encrypted text and tag of 16 bytes, in base64
   */
  private record Envelope(
      @Nullable String format,
      @Nullable String salt,
      int memory,
      int iterations,
      int parallelism,
      @Nullable String data) {}

  /** The parts of each credential, by its name. */
  static Map<String, Map<String, String>> read(byte[] file, String passphrase) throws Unreadable {
    Envelope e = envelope(file);
    try {
      byte[] salt = Base64.getDecoder().decode(e.salt());
      byte[] data = Base64.getDecoder().decode(e.data());
      if (salt.length < 16 || data.length < 28) {
        throw new Unreadable("it is cut short");
      }
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(key(passphrase, salt, e), "AES"),
          new GCMParameterSpec(128, data, 0, 12));
      cipher.updateAAD(bound(e));
      byte[] plain = cipher.doFinal(data, 12, data.length - 12);
      return JSON.readValue(plain, CREDENTIALS);
    } catch (AEADBadTagException wrong) {
      throw new Unreadable("its passphrase is another one, or the file was altered");
    } catch (IllegalArgumentException | JacksonException broken) {
      throw new Unreadable("it is damaged");
    } catch (GeneralSecurityException fault) {
      throw new IllegalStateException(fault);
    }
  }

  private static Envelope envelope(byte[] file) throws Unreadable {
    Envelope e;
    try {
      e = JSON.readValue(file, Envelope.class);
    } catch (JacksonException wrong) {
      throw new Unreadable("it is no credentials file");
    }
    if (e == null || !FORMAT.equals(e.format()) || e.salt() == null || e.data() == null) {
      throw new Unreadable("it is no credentials file of the format " + FORMAT);
    }
    if (e.memory() < 8
        || e.memory() > MOST_MEMORY_KIB
        || e.iterations() < 1
        || e.iterations() > MOST_ITERATIONS
        || e.parallelism() < 1
        || e.parallelism() > MOST_PARALLELISM) {
      throw new Unreadable("it asks for more memory or time to open than is allowed");
    }
    return e;
  }

  private static byte[] bound(Envelope e) {
    return String.join(
            "|", FORMAT, e.salt(), "" + e.memory(), "" + e.iterations(), "" + e.parallelism())
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] key(String passphrase, byte[] salt, Envelope e) {
    var generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withSalt(salt)
            .withMemoryAsKB(e.memory())
            .withIterations(e.iterations())
            .withParallelism(e.parallelism())
            .build());
    byte[] key = new byte[32];
    byte[] text = passphrase.getBytes(StandardCharsets.UTF_8);
    generator.generateBytes(text, key);
    Arrays.fill(text, (byte) 0);
    return key;
  }
}
