package io.netauto.server.identity;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The provider of single sign-on and what its groups mean here, as the operator set them. */
@Component
class SsoSettings {
  private final String issuer;
  private final String clientId;
  private final String clientSecret;
  private final Set<String> scopes;
  private final String usernameClaim;
  private final String groupsClaim;
  private final List<Mapping> mappings;
  private final boolean createsUsers;
  private final boolean linksByName;

  SsoSettings(
      @Value("${netauto.oidc.issuer:}") String issuer,
      @Value("${netauto.oidc.client-id:}") String clientId,
      @Value("${netauto.oidc.client-secret:}") String clientSecret,
      @Value("${netauto.oidc.client-secret-file:}") String clientSecretFile,
      @Value("${netauto.oidc.scopes:openid profile email}") String scopes,
      @Value("${netauto.oidc.username-claim:preferred_username}") String usernameClaim,
      @Value("${netauto.oidc.groups-claim:groups}") String groupsClaim,
      @Value("${netauto.oidc.groups:}") String groups,
      @Value("${netauto.oidc.create-users:true}") boolean createsUsers,
      @Value("${netauto.oidc.link-by-name:false}") boolean linksByName) {
    this.issuer = issuer.strip();
    this.clientId = clientId.strip();
    this.clientSecret = secret(clientSecret, clientSecretFile);
    this.scopes =
        Arrays.stream(("openid " + scopes).strip().split("[\\s,]+")).collect(Collectors.toSet());
    this.usernameClaim = usernameClaim;
    this.groupsClaim = groupsClaim;
    this.mappings = mappings(groups);
    this.createsUsers = createsUsers;
    this.linksByName = linksByName;
    if (isOn()) {
      check();
    }
  }

  /**
   * What being in a group means.
   *
   * @param customer by name; empty for a superuser
   */
  record Mapping(String group, String customer, Role role) {
    boolean ofSuperusers() {
      return customer.isEmpty();
    }
  }

  private static String secret(String given, String file) {
    if (file.isBlank()) {
      return given;
    }
    try {
      return Files.readString(Path.of(file.strip()), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "NET_AUTO_OIDC_CLIENT_SECRET_FILE names %s, which cannot be read: %s."
              .formatted(file, e.getClass().getSimpleName()),
          e);
    }
  }

  private void check() {
    URI uri = URI.create(issuer);
    boolean loopback =
        uri.getHost() != null && Set.of("localhost", "127.0.0.1", "[::1]").contains(uri.getHost());
    if (uri.getHost() == null || !("https".equals(uri.getScheme()) || loopback)) {
      throw new IllegalArgumentException(
          "NET_AUTO_OIDC_ISSUER is \"%s\": use the https address of the provider."
              .formatted(issuer));
    }
    if (clientId.isEmpty() || clientSecret.isEmpty()) {
      throw new IllegalArgumentException(
          "NET_AUTO_OIDC_ISSUER is set: set NET_AUTO_OIDC_CLIENT_ID and"
              + " NET_AUTO_OIDC_CLIENT_SECRET (or _CLIENT_SECRET_FILE), too.");
    }
  }

  /** A group may hold {@code =} and a customer {@code :}, so the last of each divides. */
  private static List<Mapping> mappings(String text) {
    List<Mapping> found = new ArrayList<>();
    for (String entry : text.split("[;\n]", -1)) {
      if (entry.isBlank()) {
        continue;
      }
      int divider = entry.lastIndexOf('=');
      String group = divider < 1 ? "" : entry.substring(0, divider).strip();
      String target = entry.substring(divider + 1).strip();
      int colon = target.lastIndexOf(':');
      if (group.isEmpty() || (!target.equals("superuser") && colon < 1)) {
        throw new IllegalArgumentException(
            "NET_AUTO_OIDC_GROUPS holds \"%s\": write group=customer:role or group=superuser, and ; between two."
                .formatted(entry.strip()));
      }
      found.add(
          target.equals("superuser")
              ? new Mapping(group, "", Role.ADMIN)
              : new Mapping(
                  group,
                  target.substring(0, colon).strip(),
                  Role.of(target.substring(colon + 1).strip())));
    }
    return List.copyOf(found);
  }

  boolean isOn() {
    return !issuer.isEmpty();
  }

  String issuer() {
    return issuer;
  }

  String clientId() {
    return clientId;
  }

  String clientSecret() {
    return clientSecret;
  }

  Set<String> scopes() {
    return scopes;
  }

  String usernameClaim() {
    return usernameClaim;
  }

  String groupsClaim() {
    return groupsClaim;
  }

  /** Empty when memberships are given in NetAuto alone. */
  List<Mapping> mappings() {
    return mappings;
  }

  boolean createsUsers() {
    return createsUsers;
  }

  /** Whether a local account of the same name becomes that of the person at the provider. */
  boolean linksByName() {
    return linksByName;
  }
}
