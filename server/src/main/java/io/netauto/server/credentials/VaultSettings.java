package io.netauto.server.credentials;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where HashiCorp Vault is, and how it is logged in to. Shows no secret in its text.
 *
 * @param token empty where an AppRole is used
 * @param roleId of an AppRole; empty where a token is used
 * @param namespace empty for none
 * @param authority a PEM file with the authority of Vault's certificate; null for Java's own
 * @param cache how long a secret is kept in memory
 */
record VaultSettings(
    URI url,
    String token,
    String roleId,
    String secretId,
    String namespace,
    @Nullable Path authority,
    Duration timeout,
    Duration cache) {

  /**
   * Reads the variables NET_AUTO_VAULT_…; null where no Vault is set.
   *
   * @throws SealingRefused for settings that cannot be
   */
  static @Nullable VaultSettings of(UnaryOperator<@Nullable String> environment) {
    UnaryOperator<String> value =
        name -> Objects.requireNonNullElse(environment.apply("NET_AUTO_VAULT_" + name), "").strip();
    if (value.apply("URL").isEmpty()) {
      return null;
    }
    URI url = url(value.apply("URL").replaceAll("/+$", ""));
    if (value.apply("TOKEN").isEmpty() == value.apply("ROLE_ID").isEmpty()) {
      throw new SealingRefused(
          "NET_AUTO_VAULT_URL needs one of NET_AUTO_VAULT_TOKEN, or NET_AUTO_VAULT_ROLE_ID with"
              + " NET_AUTO_VAULT_SECRET_ID.");
    }
    for (String header : List.of("TOKEN", "NAMESPACE")) {
      if (!value.apply(header).matches("[!-~]*")) {
        throw new SealingRefused(
            "NET_AUTO_VAULT_%s has a character that cannot be sent; it is one line of ASCII without spaces."
                .formatted(header));
      }
    }
    String authority = value.apply("CA_FILE");
    return new VaultSettings(
        url,
        value.apply("TOKEN"),
        value.apply("ROLE_ID"),
        value.apply("SECRET_ID"),
        value.apply("NAMESPACE"),
        authority.isEmpty() ? null : Path.of(authority),
        seconds("TIMEOUT", value.apply("TIMEOUT"), 5, 60),
        seconds("CACHE", value.apply("CACHE"), 10, 600));
  }

  private static URI url(String text) {
    try {
      URI url = URI.create(text);
      if (url.getHost() != null
          && ("https".equals(url.getScheme())
              || ("http".equals(url.getScheme()) && isThisMachine(url.getHost())))) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // Told below.
    }
    throw new SealingRefused(
        "NET_AUTO_VAULT_URL is \"%s\"; use https://HOST:PORT, or http:// for a Vault on this machine."
            .formatted(text));
  }

  private static boolean isThisMachine(String host) {
    if (host.equals("localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", "")).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Duration seconds(String name, String text, int usual, int most) {
    if (text.isEmpty()) {
      return Duration.ofSeconds(usual);
    }
    String digits = text.replaceAll("s$", "");
    if (!digits.matches("[0-9]{1,4}") || Integer.parseInt(digits) > most) {
      throw new SealingRefused(
          "NET_AUTO_VAULT_%s is \"%s\"; it is a number of seconds, at most %d."
              .formatted(name, text, most));
    }
    return Duration.ofSeconds(Integer.parseInt(digits));
  }

  @Override
  public String toString() {
    return "VaultSettings[url=" + url + ", token=***, secretId=***]";
  }
}
