package io.netauto.cli.limit;

import io.netauto.cli.server.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The encrypted credentials file that the server reads; docs/credentials.md specifies it. The
 * server has a class of the same name of its own: the two share no code, and their tests read one
 * and the same file.
 */
final class CredentialFile {
  private static final String FORMAT = "netauto-credentials-1";
  private static final int MEMORY_KIB = 64 << 10;
  private static final int ITERATIONS = 3;
  private static final int PARALLELISM = 4;

  /** What the server opens at most. */
  private static final int MOST_MEMORY_KIB = 1 << 20;

  private static final int MOST_ITERATIONS = 20;
  private static final int MOST_PARALLELISM = 16;
  private static final int NONCE = 12;
  private static final SecureRandom RANDOM = new SecureRandom();

  private CredentialFile() {}

  /** Why a file cannot be read, in words without a secret. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    Unreadable(String message) {
      super(message);
    }
  }

  private record Cost(int memory, int iterations, int parallelism) {
    byte[] bound(String salt) {
      return String.join("|", FORMAT, salt, "" + memory, "" + iterations, "" + parallelism)
          .getBytes(StandardCharsets.US_ASCII);
    }

    boolean isAllowed() {
      return memory >= 8
          && memory <= MOST_MEMORY_KIB
          && iterations >= 1
          && iterations <= MOST_ITERATIONS
          && parallelism >= 1
          && parallelism <= MOST_PARALLELISM;
    }
  }

  /** The file's text, with a salt and a nonce that were never used before. */
  static String write(ObjectNode credentials, String passphrase) {
    byte[] salt = random(16);
    byte[] nonce = random(NONCE);
    String saltText = Base64.getEncoder().encodeToString(salt);
    Cost cost = new Cost(MEMORY_KIB, ITERATIONS, PARALLELISM);
    byte[] plain = credentials.toString().getBytes(StandardCharsets.UTF_8);
    byte[] data;
    try {
      Cipher cipher =
          cipher(Cipher.ENCRYPT_MODE, key(passphrase, salt, cost), nonce, cost.bound(saltText));
      data = Arrays.copyOf(nonce, NONCE + cipher.getOutputSize(plain.length));
      cipher.doFinal(plain, 0, plain.length, data, NONCE);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
    return Json.pretty(
            Json.object()
                .put("format", FORMAT)
                .put("salt", saltText)
                .put("memory", cost.memory())
                .put("iterations", cost.iterations())
                .put("parallelism", cost.parallelism())
                .put("data", Base64.getEncoder().encodeToString(data)))
        + "\n";
  }

  /** The credentials by name, each an object with its parts. */
  static ObjectNode read(String file, String passphrase) throws Unreadable {
    JsonNode envelope;
    try {
      envelope = Json.read(file);
    } catch (JacksonException e) {
      throw new Unreadable("it is no credentials file");
    }
    if (!Json.text(envelope, "format").equals(FORMAT)) {
      throw new Unreadable("it is no credentials file of the format " + FORMAT);
    }
    Cost cost =
        new Cost(
            envelope.path("memory").asInt(0),
            envelope.path("iterations").asInt(0),
            envelope.path("parallelism").asInt(0));
    if (!cost.isAllowed()) {
      throw new Unreadable("it asks for more memory or time to open than is allowed");
    }
    try {
      String saltText = Json.text(envelope, "salt");
      byte[] salt = Base64.getDecoder().decode(saltText);
      byte[] data = Base64.getDecoder().decode(Json.text(envelope, "data"));
      if (salt.length < 16 || data.length < NONCE + 16) {
        throw new Unreadable("it is cut short");
      }
      byte[] plain =
          cipher(
                  Cipher.DECRYPT_MODE,
                  key(passphrase, salt, cost),
                  Arrays.copyOf(data, NONCE),
                  cost.bound(saltText))
              .doFinal(data, NONCE, data.length - NONCE);
      if (Json.read(new String(plain, StandardCharsets.UTF_8)) instanceof ObjectNode credentials) {
        return credentials;
      }
      throw new Unreadable("it is damaged");
    } catch (AEADBadTagException e) {
      throw new Unreadable("its passphrase is another one, or the file was altered");
    } catch (IllegalArgumentException | JacksonException e) {
      throw new Unreadable("it is damaged");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Cipher cipher(int mode, byte[] key, byte[] nonce, byte[] bound)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
    cipher.updateAAD(bound);
    return cipher;
  }

  private static byte[] key(String passphrase, byte[] salt, Cost cost) {
    var generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withSalt(salt)
            .withMemoryAsKB(cost.memory())
            .withIterations(cost.iterations())
            .withParallelism(cost.parallelism())
            .build());
    byte[] key = new byte[32];
    byte[] text = passphrase.getBytes(StandardCharsets.UTF_8);
    generator.generateBytes(text, key);
    Arrays.fill(text, (byte) 0);
    return key;
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
