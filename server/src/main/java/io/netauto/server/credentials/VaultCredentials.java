package io.netauto.server.credentials;

import io.netauto.server.identity.CustomerId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * {@code vault:MOUNT/PATH} or {@code vault:MOUNT/PATH#PREFIX}: a secret of HashiCorp Vault, KV
 * version 2, with the fields {@code username}, {@code password}, {@code enable_password}, {@code
 * private_key} and {@code passphrase}, each with the prefix and {@code _} before it where there is
 * one. What was read is kept for seconds. Thread-safe.
 */
@Component
class VaultCredentials implements CredentialSource {
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9_-]{1,64}(/[A-Za-z0-9_.-]{1,128}){1,16}(#[A-Za-z0-9_]{1,64})?");
  private static final int MOST = 1_000;

  /** How long a Vault that does not answer is left alone. */
  private static final Duration AWAY = Duration.ofSeconds(2);

  private final @Nullable VaultSettings settings;
  private final @Nullable Vault vault;

  @SuppressWarnings("serial")
  private final Map<String, Kept> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
          return size() > MOST;
        }
      };

  private record Kept(Vault.Answer answer, long until) {}

  @Autowired
  VaultCredentials() {
    this(System::getenv);
  }

  VaultCredentials(UnaryOperator<@Nullable String> environment) {
    this.settings = VaultSettings.of(environment);
    this.vault = settings == null ? null : new Vault(settings);
  }

  @Override
  public String scheme() {
    return "vault";
  }

  @Override
  public Optional<String> problemWith(CustomerId customer, String name) {
    return NAME.matcher(name).matches() && !name.contains("/.")
        ? Optional.empty()
        : Optional.of(
            "\"%s\" is no path in Vault: write vault:MOUNT/PATH, or vault:MOUNT/PATH#PREFIX for fields that begin with PREFIX_."
                .formatted(name));
  }

  @Override
  public Resolution resolve(CustomerId customer, String name) {
    if (vault == null) {
      return new Resolution.NotFound(
          "This server knows no Vault.",
          "a Vault that NET_AUTO_VAULT_URL names",
          "Set NET_AUTO_VAULT_URL and NET_AUTO_VAULT_TOKEN, and start the server again.");
    }
    Optional<String> problem = problemWith(customer, name);
    if (problem.isPresent()) {
      return new Resolution.NotFound(
          problem.get(), "a path in Vault", "Edit the device's credential reference.");
    }
    int hash = name.indexOf('#');
    String path = hash < 0 ? name : name.substring(0, hash);
    String prefix = hash < 0 ? "" : name.substring(hash + 1) + "_";
    return switch (read(path)) {
      case Vault.Answer.Found(var fields) -> credential(name, fields, prefix);
      case Vault.Answer.Missing(String why) ->
          new Resolution.NotFound(
              "Vault has no secret \"%s\"%s.".formatted(path, why.isEmpty() ? "" : ": " + why),
              "a secret at this path of a mount of KV version 2",
              "Write it to Vault, or edit the device's credential reference.");
      case Vault.Answer.Refused(String why) ->
          new Resolution.NotFound(
              "Vault refused to show \"%s\": %s.".formatted(path, why),
              "a token whose policy allows to read it",
              "Correct the policy in Vault, or the server's NET_AUTO_VAULT_ settings.");
      case Vault.Answer.Away(String why) ->
          new Resolution.NotFound(
              "Vault did not show \"%s\": %s.".formatted(path, why),
              "an answer within " + Objects.requireNonNull(settings).timeout().toSeconds() + " s",
              "Look whether Vault runs and is unsealed; the next run asks again.");
    };
  }

  private static Resolution credential(String name, Map<String, String> fields, String prefix) {
    StoredParts parts =
        new StoredParts(
            fields.get(prefix + "username"),
            fields.get(prefix + "password"),
            fields.get(prefix + "enable_password"),
            fields.get(prefix + "private_key"),
            fields.get(prefix + "passphrase"));
    return parts.password() == null && parts.privateKey() == null
        ? new Resolution.NotFound(
            "The secret \"vault:%s\" has neither a password nor a key.".formatted(name),
            "a field %1$spassword or %1$sprivate_key".formatted(prefix),
            "Add the field in Vault.")
        : new Resolution.Found(parts.credential());
  }

  private Vault.Answer read(String path) {
    synchronized (kept) {
      Kept known = kept.get(path);
      if (known != null && System.nanoTime() - known.until() < 0) {
        return known.answer();
      }
      kept.remove(path);
    }
    Vault.Answer answer = Objects.requireNonNull(vault).read(path);
    Duration keep =
        switch (answer) {
          case Vault.Answer.Found found -> Objects.requireNonNull(settings).cache();
          case Vault.Answer.Away away -> AWAY;
          default -> Duration.ZERO;
        };
    if (!keep.isZero()) {
      synchronized (kept) {
        kept.put(path, new Kept(answer, System.nanoTime() + keep.toNanos()));
      }
    }
    return answer;
  }
}
