package io.netauto.server.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netauto.server.identity.CustomerId;
import io.netauto.server.testing.MasterKeyOfTests;
import io.netauto.server.testing.ServerTest;
import io.netauto.server.web.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class SealingTest extends ServerTest {
  private static final String OTHER_KEY =
      Base64.getEncoder().encodeToString("another key of 32 bytes in all!!".getBytes(UTF_8));
  private static final byte[] PLAIN = "hunter2 and a device's enable".getBytes(UTF_8);

  @Autowired Sealing sealing;
  @Autowired PlatformTransactionManager transactions;
  @Autowired DataSource dataSource;
  @TempDir Path folder;

  private CustomerId customer() {
    return new CustomerId(
        jdbc.sql("insert into customer (name) values (:name) returning id")
            .param("name", unique("sealed"))
            .query(Long.class)
            .single());
  }

  private MasterKeys masters(String key, String previous) {
    return new MasterKeys(folder, "jdbc:postgresql://elsewhere", key, "", previous);
  }

  private DataKeys anotherNode(String key) throws Exception {
    return new DataKeys(jdbc, transactions, masters(key, ""));
  }

  @Test
  void opens_what_it_sealed_for_the_same_customer_and_purpose_alone() {
    CustomerId customer = customer();
    byte[] sealed = sealing.seal(customer, "stored-credential/1", PLAIN);
    assertThat(new String(sealed, UTF_8)).doesNotContain("hunter2");
    assertThat(sealed).hasSize(PLAIN.length + 33);
    assertThat(sealing.open(customer, "stored-credential/1", sealed)).isEqualTo(PLAIN);
    assertThat(sealing.seal(customer, "stored-credential/1", PLAIN)).isNotEqualTo(sealed);

    for (@Nullable CustomerId other : Arrays.asList(customer(), null)) {
      assertThatThrownBy(() -> sealing.open(other, "stored-credential/1", sealed))
          .isInstanceOf(CannotOpenException.class);
    }
    assertThatThrownBy(() -> sealing.open(customer, "stored-credential/2", sealed))
        .isInstanceOf(CannotOpenException.class)
        .hasMessageContaining("altered or moved")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void notices_any_change_of_a_sealed_text() {
    byte[] sealed = sealing.seal(null, "totp/1", PLAIN);
    assertThat(sealing.open(null, "totp/1", sealed)).isEqualTo(PLAIN);
    for (int i = 0; i < sealed.length; i++) {
      byte[] altered = sealed.clone();
      altered[i] ^= 1;
      assertThatThrownBy(() -> sealing.open(null, "totp/1", altered))
          .isInstanceOf(CannotOpenException.class);
      byte[] cut = Arrays.copyOf(sealed, i);
      assertThatThrownBy(() -> sealing.open(null, "totp/1", cut))
          .isInstanceOf(CannotOpenException.class);
    }
  }

  @Test
  void a_key_made_within_a_transaction_outlives_its_rollback() {
    CustomerId customer = customer();
    byte[] sealed =
        new TransactionTemplate(transactions)
            .execute(
                status -> {
                  status.setRollbackOnly();
                  return sealing.seal(customer, "x", PLAIN);
                });
    assertThat(sealing.open(customer, "x", sealed)).isEqualTo(PLAIN);
  }

  @Test
  void many_threads_that_seal_first_make_one_key() throws Exception {
    CustomerId customer = customer();
    var sealed = new ArrayList<Future<byte[]>>();
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 8; i++) {
        sealed.add(threads.submit(() -> sealing.seal(customer, "x", PLAIN)));
      }
    }
    for (Future<byte[]> one : sealed) {
      assertThat(sealing.open(customer, "x", one.get())).isEqualTo(PLAIN);
      assertThat(DataKey.idIn(one.get())).isEqualTo(DataKey.idIn(sealed.getFirst().get()));
    }
  }

  @Test
  void reads_what_another_node_sealed_with_a_key_that_it_has_just_made() throws Exception {
    CustomerId customer = customer();
    byte[] before = sealing.seal(customer, "x", PLAIN);
    DataKey rotated =
        anotherNode(MasterKeyOfTests.KEY).opening(customer.value(), DataKey.idIn(before)).rotated();
    MasterKey master = masters(MasterKeyOfTests.KEY, "").current().orElseThrow();
    jdbc.sql("update data_key set keyset = :k, version = version + 1 where customer_id = :c")
        .param("k", rotated.wrapped(master, customer.value()))
        .param("c", customer.value())
        .update();

    byte[] after = new Sealing(anotherNode(MasterKeyOfTests.KEY)).seal(customer, "x", PLAIN);
    assertThat(DataKey.idIn(after)).isNotEqualTo(DataKey.idIn(before));
    assertThat(sealing.open(customer, "x", after)).isEqualTo(PLAIN);
    assertThat(sealing.open(customer, "x", before)).isEqualTo(PLAIN);
    // The key that was read for opening seals from now on.
    assertThat(sealing.seal(customer, "x", PLAIN)).startsWith(rotated.prefix());
  }

  @Test
  void finds_a_wrong_master_key_at_the_start() {
    String right = masters(MasterKeyOfTests.KEY, "").current().orElseThrow().id();
    assertThatThrownBy(() -> anotherNode(OTHER_KEY))
        .isInstanceOf(SealingRefused.class)
        .hasMessageContaining(right)
        .hasMessageContaining("NET_AUTO_MASTER_KEY")
        .hasMessageNotContaining(OTHER_KEY);
    assertThatThrownBy(() -> anotherNode(""))
        .isInstanceOf(SealingRefused.class)
        .hasMessageContaining("there is no master key")
        .hasMessageContaining(right);
  }

  @Test
  void starts_without_a_master_key_as_long_as_nothing_is_sealed() throws Exception {
    try (Connection connection = dataSource.getConnection()) {
      var empty = new SingleConnectionDataSource(connection, true);
      JdbcClient alone = JdbcClient.create(empty);
      alone.sql("create temp table data_key (like data_key including all)").update();
      try {
        var keys = new DataKeys(alone, new DataSourceTransactionManager(empty), masters("", ""));
        assertThat(new Sealing(keys).available()).isFalse();
        assertThatThrownBy(() -> new Sealing(keys).seal(null, "x", PLAIN))
            .isInstanceOf(ProblemException.class)
            .hasMessageContaining("NET_AUTO_MASTER_KEY");
      } finally {
        alone.sql("drop table pg_temp.data_key").update();
      }
    }
  }

  @Test
  void makes_a_master_key_for_the_embedded_database_that_nobody_else_can_read() throws Exception {
    Path data = folder.resolve("new/data");
    String made = new MasterKeys(data, "", "", "", "").current().orElseThrow().id();
    Path file = data.resolve("master.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(new MasterKeys(data, "", "", "", "").current().orElseThrow().id()).isEqualTo(made);
    assertThat(new MasterKeys(data, "jdbc:x", "", file.toString(), "").byId(made)).isPresent();

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> new MasterKeys(data, "", "", "", ""))
        .isInstanceOf(SealingRefused.class)
        .hasMessageContaining("chmod 600 " + file);
  }

  @Test
  void says_what_is_wrong_with_a_master_key_and_does_not_show_it() throws Exception {
    for (String bad : List.of("not base64!", "c2hvcnQ=", OTHER_KEY + "AAAA")) {
      assertThatThrownBy(() -> masters(bad, ""))
          .isInstanceOf(SealingRefused.class)
          .hasMessageContaining("NET_AUTO_MASTER_KEY")
          .hasMessageContaining(MasterKey.HOW_TO_MAKE)
          .hasMessageNotContaining(bad);
    }
    assertThatThrownBy(() -> new MasterKeys(folder, "jdbc:x", "", folder + "/none", ""))
        .isInstanceOf(SealingRefused.class)
        .hasMessageContaining(folder + "/none");
    assertThatThrownBy(() -> masters("", MasterKeyOfTests.KEY))
        .hasMessageContaining("NET_AUTO_MASTER_KEY_PREVIOUS");
  }

  @Test
  void takes_microseconds() {
    CustomerId customer = customer();
    byte[] chunk = new byte[4096];
    for (int i = 0; i < 5_000; i++) {
      sealing.open(customer, "chunk", sealing.seal(customer, "chunk", chunk));
    }
    int times = 10_000;
    long begin = System.nanoTime();
    for (int i = 0; i < times; i++) {
      sealing.open(customer, "chunk", sealing.seal(customer, "chunk", chunk));
    }
    Duration each = Duration.ofNanos((System.nanoTime() - begin) / times);
    System.out.println("Seal and open of 4 KB: " + each.toNanos() / 1000.0 + " µs");
    assertThat(each).isLessThan(Duration.ofMillis(1));
  }
}
