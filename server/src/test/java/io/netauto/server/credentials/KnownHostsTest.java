package io.netauto.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.HostKeys.HostKey;
import io.netauto.driver.HostKeys.Verdict;
import io.netauto.driver.Target;
import io.netauto.server.credentials.KnownHost.State;
import io.netauto.server.identity.Actor;
import io.netauto.server.identity.CustomerId;
import io.netauto.server.identity.Role;
import io.netauto.server.identity.UserId;
import io.netauto.server.testing.ServerTest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

class KnownHostsTest extends ServerTest {
  private static final CustomerId CUSTOMER = new CustomerId(1);
  private static final Target TARGET = new Target("192.0.2.1", 22);

  @Autowired TransactionTemplate transaction;
  private KnownHosts strict;
  private KnownHosts trusting;
  private long device;

  @BeforeEach
  void device() {
    strict = new KnownHosts(jdbc, transaction, Clock.systemUTC(), false);
    trusting = new KnownHosts(jdbc, transaction, Clock.systemUTC(), true);
    device =
        admin()
            .post(
                "/api/v1/devices",
                Map.of("hostname", unique("keys"), "address", "192.0.2.1", "platform", "cisco_ios"))
            .with(201)
            .path("id")
            .asLong();
  }

  private static HostKey key(String name) {
    return new HostKey("ssh-ed25519", "SHA256:" + name, "ssh-ed25519 " + name);
  }

  private Verdict seen(KnownHosts hosts, String key) {
    var check = hosts.checkFor(CUSTOMER, device);
    Verdict verdict = check.check(TARGET, key(key));
    check.record();
    return verdict;
  }

  private List<String> keys() {
    var keys = new ArrayList<String>();
    for (JsonNode item :
        admin().get("/api/v1/known-hosts?device=" + device).with(200).path("items")) {
      keys.add(
          item.path("fingerprint").asString().substring(7)
              + " "
              + item.path("state").asString()
              + " "
              + item.path("decidedBy").asString());
    }
    return keys;
  }

  private long id(String key) {
    return jdbc.sql("select id from known_host where device_id = :d and fingerprint = :f")
        .param("d", device)
        .param("f", "SHA256:" + key)
        .query(Long.class)
        .single();
  }

  @Test
  void trusts_the_first_key_only_where_the_operator_set_that() {
    assertThat(seen(strict, "a")).isEqualTo(new Verdict.Unknown());
    assertThat(keys()).containsExactly("a pending ");
    assertThat(seen(strict, "a")).isEqualTo(new Verdict.Unknown());

    assertThat(seen(trusting, "a")).isEqualTo(new Verdict.Trusted());
    assertThat(keys()).containsExactly("a trusted first use");
    assertThat(seen(strict, "a")).isEqualTo(new Verdict.Trusted());
  }

  @Test
  void a_changed_key_waits_for_a_person_and_replaces_the_old_one_when_approved() {
    seen(trusting, "old");
    assertThat(seen(trusting, "new")).isEqualTo(new Verdict.Changed("SHA256:old"));
    assertThat(keys()).containsExactly("old trusted first use", "new pending ");
    assertThat(seen(trusting, "old")).isEqualTo(new Verdict.Trusted());

    as("operator")
        .post("/api/v1/known-hosts/" + id("new") + "/approve", "")
        .problem(403, "forbidden");
    adminOfAnotherCustomer()
        .post("/api/v1/known-hosts/" + id("new") + "/approve", "")
        .problem(404, "known_host_not_found");
    admin().post("/api/v1/known-hosts/" + id("new") + "/approve", "").with(204);
    assertThat(keys()).containsExactly("new trusted admin");
    assertThat(seen(trusting, "old")).isEqualTo(new Verdict.Changed("SHA256:new"));
  }

  @Test
  void a_deleted_key_is_no_longer_trusted() {
    seen(trusting, "a");
    long id = id("a");
    adminOfAnotherCustomer()
        .delete("/api/v1/known-hosts/" + id)
        .problem(404, "known_host_not_found");
    admin().delete("/api/v1/known-hosts/" + id).with(204);
    assertThat(seen(strict, "a")).isEqualTo(new Verdict.Unknown());
    admin().delete("/api/v1/known-hosts/" + id).problem(404, "known_host_not_found");
  }

  @Test
  void trusts_one_key_when_many_first_uses_happen_at_once() throws Exception {
    for (int round = 0; round < 10; round++) {
      device();
      together(8, i -> seenBy(trusting.checkFor(CUSTOMER, device), "k" + i % 4));
      assertThat(keys()).hasSize(4);
      assertThat(keys().stream().filter(k -> k.contains("trusted first use"))).hasSize(1);
      assertThat(keys().stream().filter(k -> k.endsWith(" pending "))).hasSize(3);
    }
  }

  @Test
  void trusts_one_key_when_two_are_approved_at_once() throws Exception {
    for (int i = 0; i < 4; i++) {
      seen(strict, "k" + i);
    }
    var ids = new ArrayList<Long>();
    for (int i = 0; i < 4; i++) {
      ids.add(id("k" + i));
    }
    Client admin = admin();
    together(
        4, i -> () -> admin.post("/api/v1/known-hosts/" + ids.get(i) + "/approve", "").with(204));
    assertThat(keys().stream().filter(k -> k.contains("trusted"))).hasSize(1);
  }

  @Test
  void records_nothing_for_a_device_that_was_deleted_meanwhile() {
    var check = trusting.checkFor(CUSTOMER, device);
    check.check(TARGET, key("a"));
    admin().delete("/api/v1/devices/" + device).with(204);
    check.record();
    assertThat(keys()).isEmpty();
  }

  @Test
  void lists_the_trusted_key_first() {
    seen(strict, "a");
    seen(trusting, "b");
    seen(strict, "c");
    var actor = new Actor(new UserId(1), "admin", CUSTOMER, Role.VIEWER, false);
    assertThat(strict.of(actor, device).getFirst().state()).isEqualTo(State.TRUSTED);
  }

  private static Runnable seenBy(KnownHosts.Check check, String key) {
    check.check(TARGET, key(key));
    return check::record;
  }

  private static void together(int count, IntFunction<Runnable> work) throws Exception {
    var barrier = new CyclicBarrier(count);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<?>>();
      for (int i = 0; i < count; i++) {
        Runnable task = work.apply(i);
        running.add(
            threads.submit(
                () -> {
                  barrier.await();
                  task.run();
                  return null;
                }));
      }
      for (var one : running) {
        one.get();
      }
    }
  }
}
