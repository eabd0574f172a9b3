package io.netauto.server.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** A right to do one kind of thing; {@link Role} says who has which. */
public enum Permission {
  DEVICES_READ("devices:read"),
  DEVICES_WRITE("devices:write"),
  RUNS_READ("runs:read"),
  RUNS_EXECUTE("runs:execute"),
  RUNS_CHANGE("runs:change"),
  /** Output of devices as it is; without it, the secrets in it are hidden. */
  SECRETS_READ("secrets:read"),
  TEMPLATES_READ("templates:read"),
  TEMPLATES_WRITE("templates:write"),
  KNOWN_HOSTS_READ("known-hosts:read"),
  KNOWN_HOSTS_WRITE("known-hosts:write"),
  CREDENTIALS_READ("credentials:read"),
  CREDENTIALS_WRITE("credentials:write"),
  USERS_MANAGE("users:manage"),
  API_KEYS_OWN("api-keys:own"),
  SETTINGS_READ("settings:read"),
  SETTINGS_WRITE("settings:write"),
  METRICS_READ("metrics:read"),
  /** Of administrators of all customers alone: no role within a customer has it. */
  CUSTOMERS_MANAGE("customers:manage"),
  AUDIT_READ("audit:read");

  private final String wireName;

  Permission(String wireName) {
    this.wireName = wireName;
  }

  /** The name used in the API, in scopes of API keys and as a Spring Security authority. */
  @JsonValue
  public String wireName() {
    return wireName;
  }

  @JsonCreator
  public static Permission of(String wireName) {
    return find(wireName)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no permission '%s'. Known: %s."
                        .formatted(
                            wireName,
                            Arrays.stream(values())
                                .map(Permission::wireName)
                                .collect(Collectors.joining(", ")))));
  }

  static Optional<Permission> find(String wireName) {
    return Arrays.stream(values()).filter(p -> p.wireName.equals(wireName)).findFirst();
  }

  @Override
  public String toString() {
    return wireName;
  }
}
