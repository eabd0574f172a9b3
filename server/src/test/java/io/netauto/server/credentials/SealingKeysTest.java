package io.netauto.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netauto.server.identity.Audit;
import io.netauto.server.identity.CustomerId;
import io.netauto.server.testing.MasterKeyOfTests;
import io.netauto.server.testing.ServerTest;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.JsonNode;

class SealingKeysTest extends ServerTest {
  private static final CustomerId CUSTOMER = new CustomerId(1);
  private static final String NEW_KEY =
      Base64.getEncoder().encodeToString("a new master key of 32 bytes ...".getBytes());

  @Autowired PlatformTransactionManager transactions;
  @Autowired List<SealedColumn> columns;
  @Autowired CredentialRefs refs;
  @Autowired Reseal reseal;
  @Autowired Audit audit;
  @TempDir Path folder;

  private MasterKeys masters(String key, String previous) {
    return new MasterKeys(folder, "jdbc:postgresql://elsewhere", key, "", previous);
  }

  private DataKeys node(String key, String previous) throws Exception {
    return new DataKeys(jdbc, transactions, masters(key, previous));
  }

  /** The server of all tests goes on with its own master key. */
  @AfterEach
  void back() throws Exception {
    if (node(MasterKeyOfTests.KEY, NEW_KEY).stored().byOldMaster() > 0) {
      node(MasterKeyOfTests.KEY, NEW_KEY).rewrap();
    }
  }

  private String stored(String password) {
    String name = unique("rotated");
    admin().post("/api/v1/credentials", Map.of("name", name, "password", password)).with(201);
    return name;
  }

  private String password(String name) {
    return ((Resolution.Found) refs.resolve(CUSTOMER, "stored:" + name))
        .credential()
        .password()
        .reveal();
  }

  private byte[] sealed(String name) {
    return jdbc.sql("select sealed from stored_credential where name = :n")
        .param("n", name)
        .query(byte[].class)
        .single();
  }

  @Test
  void new_data_keys_seal_and_old_ones_open_until_all_is_sealed_anew() {
    String before = stored("old-key-word");
    JsonNode status = admin().post("/api/v1/keys/rotate", "").with(200);
    int outdated = status.path("sealed").get(0).path("outdated").asInt();
    assertThat(outdated).isPositive();
    assertThat(password(before)).isEqualTo("old-key-word");
    String after = stored("new-key-word");
    assertThat(DataKey.idIn(sealed(after))).isNotEqualTo(DataKey.idIn(sealed(before)));

    reseal.all();
    assertThat(DataKey.idIn(sealed(before))).isEqualTo(DataKey.idIn(sealed(after)));
    assertThat(password(before)).isEqualTo("old-key-word");
    assertThat(password(after)).isEqualTo("new-key-word");
    assertThat(admin().get("/api/v1/keys").with(200).path("sealed").get(0).path("outdated").asInt())
        .isLessThan(outdated);
  }

  @Test
  void nodes_get_a_new_master_key_one_after_the_other_while_all_go_on() throws Exception {
    String name = stored("through-it-all");
    // One node has been started with the new key, the server of the tests has not.
    DataKeys renewed = node(NEW_KEY, MasterKeyOfTests.KEY);
    assertThat(renewed.stored().byOldMaster()).isPositive();
    CustomerId born =
        new CustomerId(
            jdbc.sql("insert into customer (name) values (:n) returning id")
                .param("n", unique("born"))
                .query(Long.class)
                .single());
    byte[] sealed = new Sealing(renewed).seal(born, "x", new byte[] {42});
    // A key made meanwhile is readable for those that know the old master key only.
    assertThat(new Sealing(node(MasterKeyOfTests.KEY, "")).open(born, "x", sealed))
        .containsExactly(42);

    renewed.rewrap();
    assertThat(renewed.stored().byOldMaster()).isZero();
    assertThat(password(name)).isEqualTo("through-it-all");
    assertThat(new Sealing(node(NEW_KEY, "")).open(born, "x", sealed)).containsExactly(42);
    assertThatThrownBy(() -> node(MasterKeyOfTests.KEY, "")).isInstanceOf(SealingRefused.class);
  }

  @Test
  void says_what_to_do_where_the_master_key_is_the_current_one_already() {
    JsonNode problem =
        admin().post("/api/v1/keys/rotate-master", "").problem(409, "master_key_is_current");
    assertThat(problem.path("detail").asString()).contains("NET_AUTO_MASTER_KEY_PREVIOUS");
  }

  @Test
  void a_server_that_keeps_its_master_key_makes_a_new_one() throws Exception {
    MasterKeys own = new MasterKeys(folder, "", "", "", "");
    String before = own.current().orElseThrow().id();
    own.renewOwn();
    assertThat(own.current().orElseThrow().id()).isNotEqualTo(before);
    assertThat(own.byId(before)).isPresent();
    // Broken off here, the next start knows both.
    assertThat(new MasterKeys(folder, "", "", "", "").byId(before)).isPresent();
    own.forgetOwnPrevious();
    assertThat(own.byId(before)).isEmpty();
    assertThat(new MasterKeys(folder, "", "", "", "").byId(before)).isEmpty();
  }

  @Test
  void is_for_superusers() {
    Client other = adminOfAnotherCustomer();
    other.get("/api/v1/keys").problem(403, "superuser_only");
    other.post("/api/v1/keys/rotate", "").problem(403, "superuser_only");
    other.post("/api/v1/keys/rotate-master", "").problem(403, "superuser_only");
    as("admin").get("/api/v1/keys").problem(403, "superuser_only");
  }
}
