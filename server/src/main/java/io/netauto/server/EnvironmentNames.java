package io.netauto.server;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.text.similarity.JaroWinklerDistance;

/**
 * The environment variables that the server reads. A mistyped one must not be ignored in silence,
 * so an unknown name with our prefix stops the start.
 */
final class EnvironmentNames {
  static final Set<String> SETTINGS =
      Set.of(
          "NET_AUTO_ACCESS_TOKEN",
          "NET_AUTO_ADMIN_PASSWORD",
          "NET_AUTO_AOT",
          "NET_AUTO_AUDIT_MAX_DAYS",
          "NET_AUTO_ARGON2_LANES",
          "NET_AUTO_ARGON2_MEMORY",
          "NET_AUTO_ARGON2_PASSES",
          "NET_AUTO_BIND",
          "NET_AUTO_BREACHED_PASSWORDS",
          "NET_AUTO_BROWSER_IDLE",
          "NET_AUTO_BROWSER_LIMIT",
          "NET_AUTO_BROWSER_SESSIONS",
          "NET_AUTO_COMMAND_LIMIT",
          "NET_AUTO_CONNECT_TIMEOUT",
          "NET_AUTO_CREDENTIALS_FILE",
          "NET_AUTO_CREDENTIALS_PASSPHRASE",
          "NET_AUTO_CREDENTIALS_PASSPHRASE_FILE",
          "NET_AUTO_DATA",
          "NET_AUTO_DB_OS_USER",
          "NET_AUTO_DB_PASSWORD",
          "NET_AUTO_DB_URL",
          "NET_AUTO_DB_USERNAME",
          "NET_AUTO_HANDSHAKE_TIMEOUT",
          "NET_AUTO_INITIAL_PASSWORD_LIMIT",
          "NET_AUTO_JAVA_OPTS",
          "NET_AUTO_LOCAL_LOGIN",
          "NET_AUTO_LOGIN_BREAKER",
          "NET_AUTO_LOGIN_TIMEOUT",
          "NET_AUTO_LOG_FORMAT",
          "NET_AUTO_LOG_LEVEL",
          "NET_AUTO_MASTER_KEY",
          "NET_AUTO_MASTER_KEY_FILE",
          "NET_AUTO_MASTER_KEY_PREVIOUS",
          "NET_AUTO_MAX_SESSIONS",
          "NET_AUTO_OIDC_CLIENT_ID",
          "NET_AUTO_OIDC_CLIENT_SECRET",
          "NET_AUTO_OIDC_CLIENT_SECRET_FILE",
          "NET_AUTO_OIDC_CREATE_USERS",
          "NET_AUTO_OIDC_GROUPS",
          "NET_AUTO_OIDC_GROUPS_CLAIM",
          "NET_AUTO_OIDC_ISSUER",
          "NET_AUTO_OIDC_LINK_BY_NAME",
          "NET_AUTO_OIDC_SCOPES",
          "NET_AUTO_OIDC_USERNAME_CLAIM",
          "NET_AUTO_PLATFORMS",
          "NET_AUTO_PORT",
          "NET_AUTO_PROMPT_TIMEOUT",
          "NET_AUTO_PUBLIC_URL",
          "NET_AUTO_REFRESH_IDLE",
          "NET_AUTO_REFRESH_TOKEN",
          "NET_AUTO_RETENTION_CRON",
          "NET_AUTO_RUN_MAX_BYTES",
          "NET_AUTO_RUN_MAX_DAYS",
          "NET_AUTO_SESSION_IDLE",
          "NET_AUTO_SILENCE_LIMIT",
          "NET_AUTO_SUPERUSER_TOTP",
          "NET_AUTO_TELNET",
          "NET_AUTO_TEXTFSM",
          "NET_AUTO_TLS",
          "NET_AUTO_TLS_CERT",
          "NET_AUTO_TLS_KEY",
          "NET_AUTO_TRUST_ON_FIRST_USE",
          "NET_AUTO_VAULT_CACHE",
          "NET_AUTO_VAULT_CA_FILE",
          "NET_AUTO_VAULT_NAMESPACE",
          "NET_AUTO_VAULT_ROLE_ID",
          "NET_AUTO_VAULT_SECRET_ID",
          "NET_AUTO_VAULT_TIMEOUT",
          "NET_AUTO_VAULT_TOKEN",
          "NET_AUTO_VAULT_URL");

  private static final Pattern CREDENTIAL =
      Pattern.compile(
          "NET_AUTO_[A-Z0-9_]+_(USERNAME|PASSWORD|ENABLE_PASSWORD|PRIVKEY|PRIVKEY_BASE64|PASSPHRASE)");

  private EnvironmentNames() {}

  /** A sentence for each name that starts with {@code NET_AUTO_} and means nothing. */
  static List<String> unknown(Collection<String> names) {
    return names.stream()
        .filter(name -> name.startsWith("NET_AUTO_"))
        .filter(name -> !SETTINGS.contains(name) && !CREDENTIAL.matcher(name).matches())
        .sorted()
        .map(
            name ->
                "The environment variable %s is not a setting of NetAuto. Did you mean %s? See docs/configuration.md."
                    .formatted(name, closest(name)))
        .toList();
  }

  private static String closest(String name) {
    return SETTINGS.stream()
        .min(
            Comparator.<String>comparingDouble(
                    setting -> new JaroWinklerDistance().apply(name, setting))
                .thenComparing(Comparator.naturalOrder()))
        .orElseThrow();
  }
}
