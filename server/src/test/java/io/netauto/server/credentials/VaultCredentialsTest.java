package io.netauto.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netauto.driver.Secret;
import io.netauto.server.identity.CustomerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server of the test that speaks as Vault does; there is no test with a real one. */
class VaultCredentialsTest {
  private static final CustomerId CUSTOMER = new CustomerId(1);
  private static final String LOGIN = "POST auth/approle/login";
  private static final String READ = "GET secret/data/net/core";

  private FakeVault vault;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void start() throws Exception {
    vault = new FakeVault();
    vault.secrets.put(
        "net/core",
        """
        {"username":"netops","password":"p-4711","enable_password":"e-4711","port":22,"x":null,
         "old_password":"o-4711","old_username":"","private_key":"","passphrase":{"a":1}}
        """);
    environment.put("NET_AUTO_VAULT_URL", vault.url() + "/");
    environment.put("NET_AUTO_VAULT_TOKEN", FakeVault.TOKEN);
    environment.put("NET_AUTO_VAULT_CACHE", "0");
  }

  @AfterEach
  void stop() {
    vault.close();
  }

  private VaultCredentials source() {
    return new VaultCredentials(environment::get);
  }

  private void role() {
    environment.remove("NET_AUTO_VAULT_TOKEN");
    environment.put("NET_AUTO_VAULT_ROLE_ID", FakeVault.ROLE);
    environment.put("NET_AUTO_VAULT_SECRET_ID", FakeVault.SECRET);
  }

  private static Credential found(VaultCredentials source, String name) {
    assertThat(source.resolve(CUSTOMER, name)).isInstanceOf(Resolution.Found.class);
    return ((Resolution.Found) source.resolve(CUSTOMER, name)).credential();
  }

  private static String problem(VaultCredentials source, String name) {
    Resolution resolution = source.resolve(CUSTOMER, name);
    assertThat(resolution).isInstanceOf(Resolution.NotFound.class);
    assertThat(resolution.toString()).doesNotContain("4711", "hvs.");
    return resolution.toString();
  }

  @Test
  void reads_the_fields_with_a_token() {
    VaultCredentials source = source();
    assertThat(found(source, "secret/net/core"))
        .isEqualTo(new Credential("netops", Secret.of("p-4711"), Secret.of("e-4711"), null, null));
    assertThat(found(source, "secret/net/core#old"))
        .isEqualTo(new Credential(null, Secret.of("o-4711"), null, null, null));
    assertThat(problem(source, "secret/net/core#new")).contains("new_password");
    assertThat(vault.count("GET auth/token/lookup-self")).isEqualTo(1);
  }

  @Test
  void logs_in_with_an_app_role_and_again_when_its_token_was_revoked() {
    role();
    VaultCredentials source = source();
    found(source, "secret/net/core");
    assertThat(vault.count(LOGIN)).isEqualTo(1);
    vault.tokens.clear();
    found(source, "secret/net/core");
    assertThat(vault.count(LOGIN)).isEqualTo(2);
    environment.put("NET_AUTO_VAULT_SECRET_ID", "wrong-4711");
    assertThat(problem(source(), "secret/net/core")).contains("AppRole", "not accepted");
  }

  @Test
  void a_path_that_it_may_not_read_is_no_reason_to_log_in_again() {
    role();
    VaultCredentials source = source();
    for (int i = 0; i < 3; i++) {
      assertThat(problem(source, "secret/forbidden")).contains("may not read");
    }
    assertThat(vault.count(LOGIN)).isEqualTo(1);
  }

  @Test
  void sends_the_namespace() {
    vault.namespace = "team/net";
    assertThat(problem(source(), "secret/net/core")).contains("status 404");
    environment.put("NET_AUTO_VAULT_NAMESPACE", "team/net");
    found(source(), "secret/net/core");
  }

  @Test
  void tells_what_is_missing_deleted_or_forbidden() {
    vault.secrets.put("deleted", "");
    VaultCredentials source = source();
    assertThat(problem(source, "secret/none")).contains("Vault has no secret \"secret/none\"");
    assertThat(problem(source, "secret/deleted"))
        .contains("Vault has no secret", "its newest version, 2, was deleted");
    vault.secrets.put("shredded", "destroyed");
    assertThat(problem(source, "secret/shredded"))
        .contains("Vault has no secret", "its newest version, 2, was destroyed");
    assertThat(problem(source, "secret/forbidden")).contains("Vault refused");
    assertThat(problem(source, "other/net/core")).contains("Vault refused");
    assertThat(problem(source, "secret/large")).contains("did not show");
    assertThat(problem(source, "secret/page")).contains("did not show");
    environment.put("NET_AUTO_VAULT_TOKEN", "hvs.wrong-4711");
    assertThat(problem(source(), "secret/net/core")).contains("VAULT_TOKEN is not accepted");
  }

  @Test
  void tells_a_mount_that_is_none_or_of_version_1() {
    vault.mayAll = true;
    VaultCredentials source = source();
    assertThat(problem(source, "other/net/core"))
        .contains("Vault has no secret \"other/net/core\"", "nothing is mounted", "namespace");
    vault.secrets.put("old/net/core", "{\"username\":\"netops\",\"password\":\"p-4711\"}");
    assertThat(problem(source, "old/net/core"))
        .contains("Vault has no secret \"old/net/core\"", "a mount of KV version 2");
    vault.secrets.put("old/data/net/core", "{\"data\":{\"password\":\"p-4711\"}}");
    assertThat(problem(source, "old/net/core")).contains("is no secret of KV version 2");
    vault.secrets.put("old/data/net/core", "{\"password\":\"p-4711\"}");
    assertThat(problem(source, "old/net/core")).contains("is no secret of KV version 2");
  }

  @Test
  void tells_a_standby_and_a_quota_and_follows_no_redirect() {
    vault.broken = 307;
    assertThat(problem(source(), "secret/net/core")).contains("did not show", "307", "standby");
    vault.broken = 429;
    assertThat(problem(source(), "secret/net/core")).contains("did not show", "429", "too often");
    vault.broken = 0;
    found(source(), "secret/net/core");
  }

  /** Whose path goes elsewhere would read what was not allowed to a customer. */
  @Test
  void refuses_paths_that_lead_elsewhere() {
    for (String bad :
        List.of(
            "secret",
            "secret/",
            "/secret/x",
            "secret/../sys/x",
            "secret/a/..",
            "secret/./a",
            "secret/a?version=1",
            "secret/a%2f..",
            "secret/a b",
            "secret/a#",
            "secret//a")) {
      assertThat(source().problemWith(CUSTOMER, bad)).as(bad).isPresent();
      assertThat(source().resolve(CUSTOMER, bad)).isInstanceOf(Resolution.NotFound.class);
    }
    assertThat(vault.asked).isEmpty();
  }

  @Test
  void an_answer_that_does_not_end_is_given_up_at_the_limit() {
    environment.put("NET_AUTO_VAULT_TIMEOUT", "1");
    for (String path : List.of("secret/silent", "secret/slow", "secret/trickle")) {
      long begin = System.nanoTime();
      assertThat(problem(source(), path)).contains("cannot be reached", "within 1 s");
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
    }
  }

  @Test
  void a_sealed_vault_is_away_and_not_a_refusal_and_is_asked_again() {
    vault.broken = 503;
    VaultCredentials byToken = source();
    assertThat(problem(byToken, "secret/net/core")).contains("did not show", "503", "unsealed");
    role();
    VaultCredentials byRole = source();
    assertThat(problem(byRole, "secret/net/core")).contains("did not show", "503", "unsealed");
    vault.broken = 0;
    for (VaultCredentials source : List.of(byToken, byRole)) {
      await()
          .atMost(Duration.ofSeconds(15))
          .until(() -> source.resolve(CUSTOMER, "secret/net/core") instanceof Resolution.Found);
    }
    vault.close();
    assertThat(problem(source(), "secret/net/core")).contains("cannot be reached");
  }

  @Test
  void many_who_wait_for_one_login_fail_together() throws Exception {
    role();
    vault.broken = 503;
    VaultCredentials source = source();
    List<Callable<String>> tasks = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      String path = "secret/net/p" + i;
      tasks.add(() -> problem(source, path));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var each : threads.invokeAll(tasks)) {
        assertThat(each.get()).contains("503");
      }
    }
    assertThat(vault.count(LOGIN)).isEqualTo(1);
  }

  @Test
  void renews_its_token_before_it_ends_and_keeps_it_while_vault_is_away() {
    role();
    vault.lease = 3;
    VaultCredentials source = source();
    found(source, "secret/net/core");
    await()
        .atMost(Duration.ofSeconds(15))
        .until(
            () -> {
              found(source, "secret/net/core");
              return vault.count("POST auth/token/renew-self") >= 2;
            });
    assertThat(vault.count(LOGIN)).isEqualTo(1);
  }

  @Test
  void logs_in_anew_when_its_token_cannot_be_renewed() {
    role();
    vault.lease = 1;
    vault.renewable = false;
    VaultCredentials source = source();
    found(source, "secret/net/core");
    await()
        .atMost(Duration.ofSeconds(15))
        .until(
            () -> {
              found(source, "secret/net/core");
              return vault.count(LOGIN) >= 2;
            });
    assertThat(vault.count("POST auth/token/renew-self")).isZero();
  }

  @Test
  void keeps_what_it_read_for_the_time_that_was_set() {
    environment.put("NET_AUTO_VAULT_CACHE", "1");
    VaultCredentials source = source();
    for (int i = 0; i < 20; i++) {
      source.resolve(CUSTOMER, "secret/net/core");
    }
    assertThat(vault.count(READ)).isBetween(1L, 3L);
    vault.secrets.put("net/core", "{\"password\":\"new\"}");
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> Secret.of("new").equals(found(source, "secret/net/core").password()));
  }

  @Test
  void refuses_settings_that_cannot_be_without_showing_a_secret() {
    environment.put("NET_AUTO_VAULT_TOKEN", "hvs.two\nlines-4711");
    assertThatThrownBy(this::source)
        .isInstanceOf(SealingRefused.class)
        .hasMessageContaining("NET_AUTO_VAULT_TOKEN")
        .hasMessageNotContaining("4711");
    environment.put("NET_AUTO_VAULT_TOKEN", FakeVault.TOKEN);
    environment.put("NET_AUTO_VAULT_ROLE_ID", FakeVault.ROLE);
    assertThatThrownBy(this::source).hasMessageContaining("needs one of");
    environment.remove("NET_AUTO_VAULT_ROLE_ID");
    environment.put("NET_AUTO_VAULT_URL", "http://192.0.2.1:8200");
    assertThatThrownBy(this::source).hasMessageContaining("https://");
    environment.remove("NET_AUTO_VAULT_URL");
    assertThat(problem(source(), "secret/net/core")).contains("knows no Vault");
  }
}
