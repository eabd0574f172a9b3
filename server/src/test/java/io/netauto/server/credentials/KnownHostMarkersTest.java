package io.netauto.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.HostKeys.Certificate;
import io.netauto.driver.HostKeys.HostKey;
import io.netauto.driver.HostKeys.Verdict;
import io.netauto.driver.Target;
import io.netauto.driver.transport.KnownHostLine;
import io.netauto.server.identity.CustomerId;
import io.netauto.server.testing.ServerTest;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Lines of known_hosts with {@code @cert-authority} and {@code @revoked}. */
class KnownHostMarkersTest extends ServerTest {
  @Autowired private KnownHosts hosts;
  private final String name = unique("marked");
  private long device;
  private CustomerId customer = new CustomerId(1);

  @BeforeEach
  void add() {
    device =
        admin()
            .post(
                "/api/v1/devices",
                Map.of("hostname", name, "address", "192.0.2.9", "platform", "cisco_ios"))
            .with(201)
            .path("id")
            .asLong();
    customer =
        new CustomerId(
            jdbc.sql("select customer_id from device where id = :id")
                .param("id", device)
                .query(Long.class)
                .single());
  }

  private static String publicKey() throws Exception {
    KeyPairGenerator made = KeyPairGenerator.getInstance("EC");
    made.initialize(new ECGenParameterSpec("secp256r1"));
    return PublicKeyEntry.toString(made.generateKeyPair().getPublic());
  }

  private static HostKey key(String publicKey) {
    return ((KnownHostLine.Entry) KnownHostLine.parse("x " + publicKey)).key();
  }

  /** The outcome of each line. */
  private List<String> imported(String... lines) {
    JsonNode report =
        admin()
            .post(
                "/api/v1/known-hosts/import",
                Map.of("file", String.join("\n", lines), "dryRun", false))
            .with(200);
    return report.path("lines").valueStream().map(l -> l.path("outcome").asString()).toList();
  }

  private KnownHosts.Check check() {
    return hosts.checkFor(customer, device, List::of);
  }

  private Target target() {
    return new Target("192.0.2.9", 22);
  }

  @Test
  void an_authority_is_imported_and_what_it_signed_is_trusted_without_being_kept()
      throws Exception {
    String ca = publicKey();
    HostKey shown = key(publicKey());
    assertThat(check().knowsAuthorities(target())).isFalse();
    String pattern = name.substring(0, name.length() - 1) + "?";
    assertThat(imported("@cert-authority " + pattern + " " + ca)).contains("TRUSTED");
    assertThat(imported("@cert-authority " + pattern + " " + ca)).containsExactly("KNOWN");

    KnownHosts.Check check = check();
    assertThat(check.knowsAuthorities(target())).isTrue();
    assertThat(check.trustedKey()).contains(key(ca).fingerprint());
    assertThat(check.check(target(), new Certificate(shown, key(ca), "id")))
        .isEqualTo(new Verdict.Trusted());
    check.record();
    assertThat(check().check(target(), shown)).isEqualTo(new Verdict.Unknown());
    assertThat(check().check(target(), new Certificate(shown, key(publicKey()), "id")))
        .as("of another authority")
        .isEqualTo(new Verdict.Unknown());
    assertThat(authority(pattern).path("fingerprint").asString()).isEqualTo(key(ca).fingerprint());
    assertThat(admin().get("/api/v1/known-hosts/export").response().body())
        .contains("@cert-authority " + pattern + " " + ca);
  }

  private JsonNode authority(String pattern) {
    return admin()
        .get("/api/v1/known-hosts/authorities")
        .with(200)
        .path("items")
        .valueStream()
        .filter(each -> each.path("hosts").asString().equals(pattern))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void an_authority_holds_for_devices_that_are_added_later_until_it_is_forgotten()
      throws Exception {
    String later = unique("later");
    String pattern = later + "*.example.net";
    String ca = publicKey();
    admin()
        .post("/api/v1/known-hosts/authorities", Map.of("hosts", pattern, "publicKey", ca))
        .with(201);
    device =
        admin()
            .post(
                "/api/v1/devices",
                Map.of(
                    "hostname",
                    later + "-1.example.net",
                    "address",
                    "192.0.2.10",
                    "platform",
                    "cisco_ios"))
            .with(201)
            .path("id")
            .asLong();
    Certificate certificate = new Certificate(key(publicKey()), key(ca), "id");
    assertThat(check().check(target(), certificate)).isEqualTo(new Verdict.Trusted());
    String viewerSees = as("viewer").get("/api/v1/known-hosts/authorities").with(200).toString();
    assertThat(viewerSees).contains(pattern);
    String path = "/api/v1/known-hosts/authorities/" + authority(pattern).path("id").asLong();
    as("operator").delete(path).problem(403, "forbidden");
    adminOfAnotherCustomer().delete(path).problem(404, "host_authority_not_found");
    admin().delete(path).with(204);
    assertThat(check().check(target(), certificate)).isEqualTo(new Verdict.Unknown());
    assertThat(check().knowsAuthorities(target())).isFalse();
    assertThat(admin().get("/api/v1/audit?limit=50&kind=host-authority").response().body())
        .contains("known-host.authority.add", "known-host.authority.revoke", key(ca).fingerprint());
  }

  @Test
  void what_is_no_authority_is_refused_in_words() throws Exception {
    admin()
        .post("/api/v1/known-hosts/authorities", Map.of("hosts", "a b", "publicKey", publicKey()))
        .problem(422, "invalid_fields");
    admin()
        .post("/api/v1/known-hosts/authorities", Map.of("hosts", "*", "publicKey", "ssh-rsa no"))
        .problem(422, "invalid_fields");
    Client page = nobody().header("Accept", "text/html");
    page.logIn(user("admin"), PASSWORD, Map.of());
    Answer again =
        page.form(
            "/settings/known-hosts/authorities",
            Map.of("_csrf", page.csrf(), "hosts", "*.kept.net", "publicKey", "ssh-rsa no"));
    assertThat(again.response().body()).contains("*.kept.net", "The key cannot be read");
  }

  @Test
  void a_revoked_key_is_refused_as_key_and_as_authority() throws Exception {
    String bad = publicKey();
    assertThat(imported(name + " " + bad)).containsExactly("TRUSTED");
    assertThat(imported("@revoked " + name + " " + bad)).containsExactly("REVOKED");
    assertThat(imported(name + " " + bad, "@cert-authority " + name + " " + bad))
        .containsExactly("UNUSABLE", "UNUSABLE");

    Verdict refused = new Verdict.Revoked(key(bad).fingerprint());
    assertThat(check().check(target(), key(bad))).isEqualTo(refused);
    assertThat(check().check(target(), new Certificate(key(publicKey()), key(bad), "id")))
        .isEqualTo(refused);
    String ca = publicKey();
    imported("@cert-authority " + name + " " + ca);
    assertThat(check().check(target(), new Certificate(key(bad), key(ca), "id")))
        .isEqualTo(refused);
    Client page = nobody().header("Accept", "text/html");
    page.logIn(user("admin"), PASSWORD, Map.of());
    assertThat(page.get("/devices/" + device + "?tab=host-keys").response().body())
        .contains(key(bad).fingerprint());
  }
}
