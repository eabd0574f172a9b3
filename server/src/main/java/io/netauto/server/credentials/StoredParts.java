package io.netauto.server.credentials;

import io.netauto.driver.Secret;
import io.netauto.driver.transport.KeyCheck;
import io.netauto.server.web.FieldError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The secret parts of a credential as a person gives them: null leaves one as it is, an empty text
 * takes it away. Shows nothing of them in its text.
 */
public record StoredParts(
    @Nullable String username,
    @Nullable String password,
    @Nullable String enablePassword,
    @Nullable String privateKey,
    @Nullable String passphrase) {
  /** Their names in the API, in the order in which they are shown. */
  public static final List<String> NAMES =
      List.of("username", "password", "enablePassword", "privateKey", "passphrase");

  static final StoredParts NONE = new StoredParts(null, null, null, null, null);

  private static final int TEXT_LIMIT = 1_024;
  private static final int KEY_LIMIT = 32_768;

  /** Those that are set, by name. */
  Map<String, String> byName() {
    Map<String, String> set = new LinkedHashMap<>();
    put(set, "username", username);
    put(set, "password", password);
    put(set, "enablePassword", enablePassword);
    put(set, "privateKey", privateKey);
    put(set, "passphrase", passphrase);
    return set;
  }

  private static void put(Map<String, String> set, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      set.put(name, value);
    }
  }

  static StoredParts of(Map<String, String> byName) {
    return new StoredParts(
        byName.get("username"),
        byName.get("password"),
        byName.get("enablePassword"),
        byName.get("privateKey"),
        byName.get("passphrase"));
  }

  /** These with what the other says about them. */
  StoredParts with(StoredParts change) {
    return new StoredParts(
        changed(username, change.username),
        changed(password, change.password),
        changed(enablePassword, change.enablePassword),
        changed(privateKey, change.privateKey),
        changed(passphrase, change.passphrase));
  }

  private static @Nullable String changed(@Nullable String before, @Nullable String after) {
    return after == null ? before : after.isEmpty() ? null : after;
  }

  /** The names of what this says something about. */
  List<String> named() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      if (values().get(i) != null) {
        names.add(NAMES.get(i));
      }
    }
    return names;
  }

  private List<@Nullable String> values() {
    List<@Nullable String> values = new ArrayList<>();
    values.add(username);
    values.add(password);
    values.add(enablePassword);
    values.add(privateKey);
    values.add(passphrase);
    return values;
  }

  /**
   * What is wrong with them is added to the errors, without a value.
   *
   * @return the fingerprint of the key; empty without one
   */
  String check(List<FieldError> errors) {
    for (int i = 0; i < NAMES.size(); i++) {
      String name = NAMES.get(i);
      String value = values().get(i);
      int limit = name.equals("privateKey") ? KEY_LIMIT : TEXT_LIMIT;
      if (value != null && value.length() > limit) {
        errors.add(new FieldError(name, "At most %d characters.".formatted(limit)));
      } else if (value != null
          && !name.equals("privateKey")
          && value.chars().anyMatch(Character::isISOControl)) {
        errors.add(
            new FieldError(name, "Line breaks and control characters cannot be typed at a login."));
      }
    }
    if (password == null && privateKey == null) {
      errors.add(
          new FieldError("password", "Give a password or a private key, or both, to log in with."));
    }
    if (privateKey == null) {
      return "";
    }
    Secret secret = passphrase == null ? null : Secret.of(passphrase);
    return switch (KeyCheck.of(Secret.of(privateKey), secret)) {
      case KeyCheck.Good(String fingerprint) -> fingerprint;
      case KeyCheck.Bad(boolean ofPassphrase, String problem) -> {
        errors.add(new FieldError(ofPassphrase ? "passphrase" : "privateKey", problem));
        yield "";
      }
    };
  }

  Credential credential() {
    return new Credential(
        username, secret(password), secret(enablePassword), secret(privateKey), secret(passphrase));
  }

  private static @Nullable Secret secret(@Nullable String value) {
    return value == null ? null : Secret.of(value);
  }

  @Override
  public String toString() {
    return "StoredParts" + named();
  }
}
