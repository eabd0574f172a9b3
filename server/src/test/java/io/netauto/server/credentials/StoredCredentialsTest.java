package io.netauto.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.identity.CustomerId;
import io.netauto.server.testing.ServerTest;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class StoredCredentialsTest extends ServerTest {
  private static final CustomerId CUSTOMER = new CustomerId(1);
  private static final String API = "/api/v1/credentials";

  @Autowired CredentialRefs refs;

  private String stored(Map<String, String> parts) {
    String name = unique("cred");
    Map<String, String> body = new HashMap<>(parts);
    body.put("name", name);
    admin().post(API, body).with(201);
    return name;
  }

  private Credential resolved(String name) {
    return ((Resolution.Found) refs.resolve(CUSTOMER, "stored:" + name)).credential();
  }

  private static String key(String passphrase) throws Exception {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    StringWriter text = new StringWriter();
    try (var pem = new JcaPEMWriter(text)) {
      if (passphrase.isEmpty()) {
        pem.writeObject(generator.generateKeyPair().getPrivate());
      } else {
        pem.writeObject(
            generator.generateKeyPair().getPrivate(),
            new JcePEMEncryptorBuilder("AES-128-CBC").build(passphrase.toCharArray()));
      }
    }
    return text.toString();
  }

  private long device(String credRef) {
    return admin()
        .post(
            "/api/v1/devices",
            Map.of(
                "hostname",
                unique("dev"),
                "address",
                "192.0.2.9",
                "platform",
                "cisco_ios",
                "credRef",
                credRef))
        .with(201)
        .path("id")
        .asLong();
  }

  @Test
  void gives_a_device_what_was_stored_and_a_person_only_which_parts_are_set() throws Exception {
    String key = key("open sesame");
    String name =
        stored(
            Map.of(
                "username", "netops",
                "password", "p-4711-word",
                "enablePassword", "e-4711-word",
                "privateKey", key,
                "passphrase", "open sesame"));
    Credential found = resolved(name);
    assertThat(found.username()).isEqualTo("netops");
    assertThat(found.password().reveal()).isEqualTo("p-4711-word");
    assertThat(found.enablePassword().reveal()).isEqualTo("e-4711-word");
    assertThat(found.privateKey().reveal()).isEqualTo(key);
    assertThat(found.passphrase().reveal()).isEqualTo("open sesame");

    JsonNode shown = admin().get(API + "/" + name).with(200);
    assertThat(shown.path("credential").path("parts").toString())
        .isEqualTo("[\"username\",\"password\",\"enablePassword\",\"privateKey\",\"passphrase\"]");
    assertThat(shown.path("credential").path("keyFingerprint").asString()).startsWith("SHA256:");
    assertThat(shown.path("credential").path("changedBy").asString()).isEqualTo("admin");
    assertThat(shown.toString()).doesNotContain("4711", "sesame", "netops", "PRIVATE");
    byte[] row =
        jdbc.sql("select sealed from stored_credential where name = :n")
            .param("n", name)
            .query(byte[].class)
            .single();
    assertThat(new String(row, StandardCharsets.ISO_8859_1))
        .doesNotContain("4711", "netops", "username");
  }

  @Test
  void an_edit_changes_what_it_names_and_takes_away_what_is_empty() {
    String name = stored(Map.of("username", "u", "password", "first", "enablePassword", "e"));
    admin().patch(API + "/" + name, Map.of("password", "second")).with(200);
    assertThat(resolved(name).password().reveal()).isEqualTo("second");
    assertThat(resolved(name).enablePassword().reveal()).isEqualTo("e");
    admin().patch(API + "/" + name, Map.of("enablePassword", "")).with(200);
    assertThat(resolved(name).enablePassword()).isNull();
    JsonNode problem =
        admin().patch(API + "/" + name, Map.of("password", "")).problem(422, "invalid_fields");
    assertThat(problem.toString()).contains("a password or a private key");
    assertThat(resolved(name).password().reveal()).isEqualTo("second");
  }

  @Test
  void refuses_what_cannot_be_logged_in_with_and_does_not_repeat_it() throws Exception {
    String key = key("right");
    for (Map<String, String> bad :
        List.of(
            Map.of("name", "x y", "password", "secret-0815"),
            Map.of("name", "x", "password", "secret-0815\nline"),
            Map.of("name", "x", "privateKey", "secret-0815"),
            Map.of("name", "x", "privateKey", key),
            Map.of("name", "x", "privateKey", key, "passphrase", "secret-0815"),
            Map.of("name", "x", "username", "secret-0815"))) {
      JsonNode problem = admin().post(API, bad).problem(422, "invalid_fields");
      assertThat(problem.toString()).as(bad.toString()).doesNotContain("secret-0815", "PRIVATE");
    }
    String name = stored(Map.of("password", "p"));
    admin()
        .post(API, Map.of("name", name.toUpperCase(), "password", "p"))
        .problem(409, "credential_exists");
  }

  @Test
  void is_neither_deleted_nor_renamed_while_a_device_or_group_names_it() {
    String name = stored(Map.of("password", "p"));
    long device = device("stored:" + name);
    String hostname =
        admin().get("/api/v1/devices/" + device).with(200).path("hostname").asString();
    JsonNode shown = admin().get(API + "/" + name).with(200);
    assertThat(shown.path("usedBy").path("hostnames").get(0).asString()).isEqualTo(hostname);
    assertThat(admin().delete(API + "/" + name).problem(409, "credential_in_use").toString())
        .contains(hostname);
    admin()
        .patch(API + "/" + name, Map.of("name", name + "-new"))
        .problem(409, "credential_in_use");

    admin().patch("/api/v1/devices/" + device, Map.of("credRef", "")).with(200);
    admin().patch(API + "/" + name, Map.of("name", name + "-new")).with(200);
    assertThat(refs.resolve(CUSTOMER, "stored:" + name)).isInstanceOf(Resolution.NotFound.class);
    assertThat(resolved(name + "-new").password().reveal()).isEqualTo("p");
    admin().delete(API + "/" + name + "-new").with(204);
    admin().delete(API + "/" + name).problem(404, "credential_not_found");
  }

  @Test
  void belongs_to_its_customer_and_is_written_by_administrators() {
    String name = stored(Map.of("password", "p"));
    Client other = adminOfAnotherCustomer();
    other.get(API + "/" + name).problem(404, "credential_not_found");
    other.patch(API + "/" + name, Map.of("password", "q")).problem(404, "credential_not_found");
    other.delete(API + "/" + name).problem(404, "credential_not_found");
    other
        .post(API + "/" + name + "/test", Map.of("device", "x"))
        .problem(404, "credential_not_found");
    assertThat(other.get(API).with(200).path("total").asInt()).isZero();
    assertThat(
            other
                .post(
                    "/api/v1/devices",
                    Map.of(
                        "hostname",
                        "d",
                        "address",
                        "192.0.2.1",
                        "platform",
                        "cisco_ios",
                        "credRef",
                        "stored:" + name))
                .problem(422, "invalid_fields")
                .toString())
        .contains("There is no stored credential");

    as("viewer").get(API).problem(403, "forbidden");
    Client operator = as("operator");
    operator.get(API + "/" + name).with(200);
    operator.patch(API + "/" + name, Map.of("password", "q")).problem(403, "forbidden");
    operator.delete(API + "/" + name).problem(403, "forbidden");
    operator.post(API, Map.of("name", "x", "password", "q")).problem(403, "forbidden");
    operator.post(API + "/" + name + "/test", Map.of("device", "x")).problem(403, "forbidden");
  }

  @Test
  void a_row_put_in_anothers_place_is_not_opened() {
    String name = stored(Map.of("password", "mine"));
    String victim = stored(Map.of("password", "theirs"));
    jdbc.sql(
            """
            update stored_credential set sealed = (select sealed from stored_credential where name = :v)
            where name = :n
            """)
        .param("v", victim)
        .param("n", name)
        .update();
    assertThat(refs.resolve(CUSTOMER, "stored:" + name).toString())
        .contains("altered in the database")
        .doesNotContain("theirs");
  }

  @Test
  void every_change_is_in_the_audit_trail_without_a_secret() {
    String name = stored(Map.of("username", "u", "password", "secret-0816"));
    admin().patch(API + "/" + name, Map.of("password", "secret-0817")).with(200);
    admin().delete(API + "/" + name).with(204);
    List<String> rows =
        jdbc.sql(
                "select action || ' ' || username || ' ' || details from audit_event where"
                    + " object_name = :n order by id")
            .param("n", "stored:" + name)
            .query(String.class)
            .list();
    assertThat(rows).hasSize(3);
    assertThat(rows.get(0)).startsWith("credential.create admin ").contains("password");
    assertThat(rows.get(1)).startsWith("credential.edit admin ").contains("[\"password\"]");
    assertThat(rows.get(2)).startsWith("credential.remove admin ");
    assertThat(rows.toString()).doesNotContain("secret-08");
  }

  @Test
  void lists_by_name_page_by_page() {
    Client other = adminOfAnotherCustomer();
    for (int i = 0; i < 103; i++) {
      other.post(API, Map.of("name", "c%03d".formatted(i), "password", "p")).with(201);
    }
    JsonNode first = other.get(API).with(200);
    assertThat(first.path("total").asInt()).isEqualTo(103);
    assertThat(first.path("items").size()).isEqualTo(100);
    JsonNode second = other.get(API + "?cursor=" + first.path("next").asString()).with(200);
    assertThat(second.path("items").size()).isEqualTo(3);
    assertThat(second.path("items").get(0).path("name").asString()).isEqualTo("c100");
    assertThat(second.path("next").isNull()).isTrue();
  }
}
