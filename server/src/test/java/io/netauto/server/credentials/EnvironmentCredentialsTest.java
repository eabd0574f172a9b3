package io.netauto.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.Secret;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentCredentialsTest {
  private final Map<String, String> environment = new HashMap<>();
  private final CredentialRefs refs =
      new CredentialRefs(List.of(new EnvironmentCredentials(environment::get)));

  private Credential found(String ref) {
    assertThat(refs.resolve(ref)).isInstanceOf(Resolution.Found.class);
    return ((Resolution.Found) refs.resolve(ref)).credential();
  }

  private Resolution.NotFound notFound(String ref) {
    assertThat(refs.resolve(ref)).isInstanceOf(Resolution.NotFound.class);
    return (Resolution.NotFound) refs.resolve(ref);
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
  @ValueSource(strings = {"env:admin", "ADMIN", "env:DB", "db"})
  void never_sends_a_device_a_secret_of_the_server_itself(String ref) {
    environment.put("NET_AUTO_ADMIN_PASSWORD", "the admin's");
    environment.put("NET_AUTO_DB_PASSWORD", "the database's");
    assertThat(notFound(ref).toString()).contains("secret of the server itself");
    assertThat(refs.problemWith(ref)).isPresent();
  }

  @Test
  void refuses_references_that_no_source_can_have() {
    assertThat(refs.problemWith("")).isEmpty();
    assertThat(refs.problemWith("env:LAB_1")).isEmpty();
    assertThat(refs.problemWith("env:a b").orElseThrow()).contains("\"a b\"");
    assertThat(refs.problemWith("env:").orElseThrow()).contains("\"\"");
    assertThat(refs.problemWith("vault:x").orElseThrow()).contains("\"vault\"", "env:");
  }
}
