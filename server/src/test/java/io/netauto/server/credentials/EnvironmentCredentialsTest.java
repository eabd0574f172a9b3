package io.netauto.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.Secret;
import io.netauto.server.identity.CustomerId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentCredentialsTest {
  private static final CustomerId MAY_ALL = new CustomerId(1);
  private static final CustomerId MAY_SOME = new CustomerId(2);
  private static final CustomerId MAY_NONE = new CustomerId(3);

  private final Map<String, String> environment = new HashMap<>();
  private final CredentialRefs refs =
      new CredentialRefs(
          List.of(new EnvironmentCredentials(environment::get)),
          new CredentialPatterns(
              () -> Map.of(1L, List.of("*"), 2L, List.of("env:acme-*", "env:SHARED"))));

  private Credential found(String ref) {
    assertThat(refs.resolve(MAY_ALL, ref)).isInstanceOf(Resolution.Found.class);
    return ((Resolution.Found) refs.resolve(MAY_ALL, ref)).credential();
  }

  private Resolution.NotFound notFound(String ref) {
    assertThat(refs.resolve(MAY_ALL, ref)).isInstanceOf(Resolution.NotFound.class);
    return (Resolution.NotFound) refs.resolve(MAY_ALL, ref);
  }

  @ParameterizedTest
  @ValueSource(strings = {"env:LAB_DEFAULT", "LAB_DEFAULT", "env:lab-default", "lab.default"})
  void reads_every_variable_of_a_name_however_it_is_written(String ref) {
    environment.put("NET_AUTO_LAB_DEFAULT_USERNAME", "netops");
    environment.put("NET_AUTO_LAB_DEFAULT_PASSWORD", "p");
    environment.put("NET_AUTO_LAB_DEFAULT_ENABLE_PASSWORD", "e");
    environment.put("NET_AUTO_LAB_DEFAULT_PRIVKEY", "k");
    environment.put("NET_AUTO_LAB_DEFAULT_PASSPHRASE", "s");
    assertThat(found(ref))
        .isEqualTo(
            new Credential(
                "netops", Secret.of("p"), Secret.of("e"), Secret.of("k"), Secret.of("s")))
        .asString()
        .doesNotContain("=p", "=e", "=k", "=s");
  }

  @Test
  void reads_a_key_in_base64_with_or_without_line_breaks() {
    environment.put("NET_AUTO_A_PRIVKEY_BASE64", "LS0tLS1C\nRUdJTg==\n");
    assertThat(found("A").privateKey()).isEqualTo(Secret.of("-----BEGIN"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-----BEGIN OPENSSH PRIVATE KEY-----", "!!!!", "LS0t*LS1C", "A"})
  void says_which_variable_is_not_base64_and_does_not_show_it(String value) {
    environment.put("NET_AUTO_A_PRIVKEY_BASE64", value);
    assertThat(notFound("A").toString())
        .contains("NET_AUTO_A_PRIVKEY_BASE64 is not base64", "base64 -w0")
        .doesNotContain(value.length() > 1 ? value : "\0");
  }

  @Test
  void says_which_variables_are_missing() {
    environment.put("NET_AUTO_LAB_1_USERNAME", "netops");
    environment.put("NET_AUTO_LAB_1_PASSWORD", "");
    assertThat(notFound("env:lab-1").toString())
        .contains(
            "env:lab-1",
            "NET_AUTO_LAB_1_PASSWORD",
            "NET_AUTO_LAB_1_PRIVKEY",
            "NET_AUTO_LAB_1_PRIVKEY_BASE64");
    assertThat(notFound("").toString()).contains("no credential");
    assertThat(notFound("vault:x").toString()).contains("\"vault\"", "env:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"env:admin", "ADMIN", "env:DB", "db", "env:credentials", "vault", "oidc"})
  void never_sends_a_device_a_secret_of_the_server_itself(String ref) {
    environment.put("NET_AUTO_ADMIN_PASSWORD", "the admin's");
    environment.put("NET_AUTO_DB_PASSWORD", "the database's");
    assertThat(notFound(ref).toString()).contains("secret of the server itself");
    assertThat(refs.problemWith(MAY_ALL, ref)).isPresent();
  }

  @Test
  void refuses_references_that_no_source_can_have() {
    assertThat(refs.problemWith(MAY_ALL, "")).isEmpty();
    assertThat(refs.problemWith(MAY_ALL, "env:LAB_1")).isEmpty();
    assertThat(refs.problemWith(MAY_ALL, "env:a b").orElseThrow()).contains("\"a b\"");
    assertThat(refs.problemWith(MAY_ALL, "env:").orElseThrow()).contains("\"\"");
    assertThat(refs.problemWith(MAY_ALL, "vault:x").orElseThrow()).contains("\"vault\"", "env:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"env:ACME_1", "acme-1", "env:acme.core", "shared"})
  void a_customer_uses_the_names_that_were_allowed_to_it(String ref) {
    environment.put("NET_AUTO_ACME_1_PASSWORD", "p");
    environment.put("NET_AUTO_ACME_CORE_PASSWORD", "p");
    environment.put("NET_AUTO_SHARED_PASSWORD", "p");
    assertThat(refs.resolve(MAY_SOME, ref)).isInstanceOf(Resolution.Found.class);
    assertThat(refs.problemWith(MAY_SOME, ref)).isEmpty();
    assertThat(refs.resolve(MAY_NONE, ref)).isInstanceOf(Resolution.NotFound.class);
  }

  /** Whoever may not use a name must not learn whether it is there. */
  @ParameterizedTest
  @ValueSource(strings = {"env:LAB", "env:SHARED2", "env:XACME_1", "env:ADMIN"})
  void refuses_other_names_alike_whether_they_are_there_or_not(String ref) {
    Resolution without = refs.resolve(MAY_SOME, ref);
    String problem = refs.problemWith(MAY_SOME, ref).orElseThrow();
    environment.put("NET_AUTO_" + ref.substring(4) + "_PASSWORD", "p");
    assertThat(without).isInstanceOf(Resolution.NotFound.class);
    assertThat(refs.resolve(MAY_SOME, ref)).isEqualTo(without);
    assertThat(refs.problemWith(MAY_SOME, ref)).contains(problem);
    assertThat(problem).contains("This customer may not use the credential \"" + ref + "\"");
  }
}
