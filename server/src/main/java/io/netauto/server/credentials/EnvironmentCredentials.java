package io.netauto.server.credentials;

import io.netauto.driver.Secret;
import io.netauto.server.identity.CustomerId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * {@code env:NAME}: the server's environment variables {@code NET_AUTO_<NAME>_USERNAME}, {@code
 * _PASSWORD}, {@code _ENABLE_PASSWORD}, {@code _PRIVKEY}, {@code _PRIVKEY_BASE64} and {@code
 * _PASSPHRASE}. The name is used in upper case, with {@code _} for {@code -} and {@code .}.
 */
@Component
class EnvironmentCredentials implements CredentialSource {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  /** The server's own secrets have names of the same form; a device must never be sent them. */
  private static final Set<String> OUR_OWN =
      Set.of("ADMIN", "CREDENTIALS", "DB", "MASTER", "OIDC", "TLS", "VAULT");

  private final UnaryOperator<@Nullable String> environment;

  @Autowired
  EnvironmentCredentials() {
    this(System::getenv);
  }

  EnvironmentCredentials(UnaryOperator<@Nullable String> environment) {
    this.environment = environment;
  }

  @Override
  public String scheme() {
    return "env";
  }

  @Override
  public Optional<String> problemWith(CustomerId customer, String name) {
    if (OUR_OWN.contains(normalised(name))) {
      return Optional.of(
          "\"%s\" names a secret of the server itself. Use another name.".formatted(name));
    }
    return NAME.matcher(name).matches()
        ? Optional.empty()
        : Optional.of(
            "\"%s\" cannot be part of a variable's name: letters, digits, '_', '-' and '.', at most 64."
                .formatted(name));
  }

  @Override
  public Resolution resolve(CustomerId customer, String name) {
    if (OUR_OWN.contains(normalised(name))) {
      return new Resolution.NotFound(
          "The credential \"env:%s\" would be a secret of the server itself.".formatted(name),
          "a name other than " + String.join(", ", OUR_OWN.stream().sorted().toList()),
          "Edit the device's credential reference.");
    }
    String prefix = "NET_AUTO_" + normalised(name) + "_";
    String encoded = value(prefix + "PRIVKEY_BASE64");
    String key = value(prefix + "PRIVKEY");
    if (key == null && encoded != null) {
      try {
        key =
            new String(
                Base64.getDecoder().decode(encoded.replaceAll("\\s", "")), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        return new Resolution.NotFound(
            "%sPRIVKEY_BASE64 is not base64.".formatted(prefix),
            "a private key in base64",
            "Set it to the output of: base64 -w0 KEYFILE");
      }
    }
    String password = value(prefix + "PASSWORD");
    if (password == null && key == null) {
      return new Resolution.NotFound(
          "The credential \"%s\" has neither a password nor a key.".formatted("env:" + name),
          "%1$sPASSWORD, %1$sPRIVKEY or %1$sPRIVKEY_BASE64 in the server's environment"
              .formatted(prefix),
          "Set one of these variables for the server and start it again.");
    }
    return new Resolution.Found(
        new Credential(
            value(prefix + "USERNAME"),
            secret(password),
            secret(value(prefix + "ENABLE_PASSWORD")),
            secret(key),
            secret(value(prefix + "PASSPHRASE"))));
  }

  @Override
  public String canonical(String name) {
    return normalised(name);
  }

  private static String normalised(String name) {
    return name.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
  }

  private @Nullable String value(String variable) {
    String value = environment.apply(variable);
    return value == null || value.isEmpty() ? null : value;
  }

  private static @Nullable Secret secret(@Nullable String value) {
    return value == null ? null : Secret.of(value);
  }
}
