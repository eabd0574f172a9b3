package io.netauto.server.identity;

import static io.netauto.server.identity.Permission.*;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What a user is within one customer. The table of roles and permissions is here and nowhere else;
 * each role has all that the one before it has.
 */
public enum Role {
  VIEWER(Set.of(DEVICES_READ, RUNS_READ, TEMPLATES_READ, KNOWN_HOSTS_READ, API_KEYS_OWN)),
  OPERATOR(VIEWER, Set.of(RUNS_EXECUTE, RUNS_CHANGE, TEMPLATES_WRITE, CREDENTIALS_READ)),
  ADMIN(
      OPERATOR,
      Set.of(
          DEVICES_WRITE,
          SECRETS_READ,
          KNOWN_HOSTS_WRITE,
          CREDENTIALS_WRITE,
          USERS_MANAGE,
          SETTINGS_READ,
          SETTINGS_WRITE,
          METRICS_READ,
          AUDIT_READ));

  @SuppressWarnings("ImmutableEnumChecker") // unmodifiable, of enums
  private final Set<Permission> permissions;

  Role(Set<Permission> own) {
    this.permissions = Collections.unmodifiableSet(EnumSet.copyOf(own));
  }

  Role(Role before, Set<Permission> own) {
    EnumSet<Permission> all = EnumSet.copyOf(before.permissions);
    all.addAll(own);
    this.permissions = Collections.unmodifiableSet(all);
  }

  public Set<Permission> permissions() {
    return permissions;
  }

  /** The name in the API and in the database: {@code viewer}, {@code operator}, {@code admin}. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  public static Role of(String wireName) {
    return Arrays.stream(values())
        .filter(r -> r.wireName().equals(wireName))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no role '" + wireName + "': use viewer, operator or admin."));
  }
}
