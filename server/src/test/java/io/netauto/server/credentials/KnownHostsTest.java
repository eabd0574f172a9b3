package io.netauto.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netauto.driver.HostKeys.HostKey;
import io.netauto.driver.HostKeys.Verdict;
import io.netauto.driver.Target;
import io.netauto.server.credentials.KnownHost.State;
import io.netauto.server.events.Events;
import io.netauto.server.identity.Actor;
import io.netauto.server.identity.Audit;
import io.netauto.server.identity.CustomerId;
import io.netauto.server.identity.Role;
import io.netauto.server.identity.UserId;
import io.netauto.server.testing.ServerTest;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

class KnownHostsTest extends ServerTest {
  private static final CustomerId CUSTOMER = new CustomerId(1);
  private static final Target TARGET = new Target("192.0.2.1", 22);

  @Autowired TransactionTemplate transaction;
  @Autowired KnownHostTable table;
  @Autowired Events events;
  @Autowired Audit audit;
  private List<Long> groups = List.of();
  private KnownHosts strict;
  private KnownHosts trusting;
  private long device;

  @BeforeEach
  void device() {
    strict = hosts(false);
    trusting = hosts(true);
    device =
        admin()
            .post(
                "/api/v1/devices",
                Map.of("hostname", unique("keys"), "address", "192.0.2.1", "platform", "cisco_ios"))
            .with(201)
            .path("id")
            .asLong();
  }

  private KnownHosts hosts(boolean firstUse) {
    return new KnownHosts(
        jdbc,
        transaction,
        table,
        new HostAuthorities(jdbc, transaction, audit, Clock.systemUTC()),
        new HostKeyPolicies(jdbc, transaction, audit, firstUse),
        events,
        audit,
        Clock.systemUTC(),
        new SimpleMeterRegistry());
  }

  private static HostKey key(String name) {
    return new HostKey("ssh-ed25519", "SHA256:" + name, "ssh-ed25519 " + name);
  }

  private Verdict seen(KnownHosts hosts, String key) {
    var check = hosts.checkFor(CUSTOMER, device, () -> groups);
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
      together(8, i -> seenBy(trusting.checkFor(CUSTOMER, device, () -> groups), "k" + i % 4));
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
    var check = trusting.checkFor(CUSTOMER, device, () -> groups);
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

  @Test
  void a_changed_key_raises_one_event_that_approving_settles() {
    seen(trusting, "old");
    seen(trusting, "new");
    seen(trusting, "new");
    List<JsonNode> raised = eventsOf(device);
    assertThat(raised).hasSize(1);
    assertThat(raised.getFirst().path("words").asString())
        .contains("SHA256:new instead of SHA256:old");
    assertThat(
            jdbc.sql(
                    "select count(*) from audit_event where action = 'known-host.changed' and"
                        + " object_id = :d")
                .param("d", "" + device)
                .query(Integer.class)
                .single())
        .isEqualTo(1);
    long event = raised.getFirst().path("id").asLong();
    adminOfAnotherCustomer()
        .post("/api/v1/events/" + event + "/acknowledge", "")
        .problem(404, "event_not_found");
    as("viewer").post("/api/v1/events/" + event + "/acknowledge", "").problem(403, "forbidden");
    admin().post("/api/v1/known-hosts/" + id("new") + "/approve", "").with(204);
    assertThat(eventsOf(device)).isEmpty();
  }

  private List<JsonNode> eventsOf(long of) {
    return admin()
        .get("/api/v1/events?limit=500")
        .with(200)
        .path("items")
        .valueStream()
        .filter(e -> e.path("device").asLong() == of)
        .toList();
  }

  @Test
  void the_policy_of_a_group_wins_over_the_customers_and_that_over_the_servers() {
    String name = unique("strict");
    long group =
        admin()
            .post("/api/v1/groups", Map.of("name", name, "kind", "static"))
            .with(201)
            .path("id")
            .asLong();
    try {
      policy(null, "strict");
      assertThat(seen(trusting, "a")).isEqualTo(new Verdict.Unknown());
      policy(name, "first-use");
      assertThat(seen(trusting, "a")).as("not in the group").isEqualTo(new Verdict.Unknown());
      groups = List.of(group);
      assertThat(seen(strict, "a")).isEqualTo(new Verdict.Trusted());
    } finally {
      policy(null, "inherit");
    }
  }

  private void policy(String group, String policy) {
    Map<String, String> body = new HashMap<>(Map.of("policy", policy));
    if (group != null) {
      body.put("group", group);
    }
    as("operator").put("/api/v1/known-hosts/policy", body).problem(403, "forbidden");
    admin().put("/api/v1/known-hosts/policy", body).with(204);
  }

  @Test
  void imports_a_known_hosts_file_line_by_line_and_exports_it() throws Exception {
    String host = "198.51.100." + (device % 250);
    String name = unique("imported");
    long other =
        admin()
            .post(
                "/api/v1/devices",
                Map.of("hostname", name, "address", host, "port", 2222, "platform", "cisco_ios"))
            .with(201)
            .path("id")
            .asLong();
    String line = "[" + name + "]:2222 " + publicKey();
    String file =
        "# from ssh-keyscan\n"
            + line
            + "\nnobody "
            + publicKey()
            + "\nrubbish\n"
            + "@odd * "
            + publicKey()
            + "\n";
    JsonNode dry = admin().post("/api/v1/known-hosts/import", Map.of("file", file)).with(200);
    assertThat(
            dry.path("lines")
                .valueStream()
                .map(l -> l.path("line").asInt() + l.path("outcome").asString()))
        .containsExactly("2TRUSTED", "3NO_DEVICE", "4UNUSABLE", "5UNUSABLE");
    assertThat(admin().get("/api/v1/known-hosts?device=" + other).with(200).path("total").asInt())
        .as("a dry run changes nothing")
        .isZero();
    admin().post("/api/v1/known-hosts/import", Map.of("file", file, "dryRun", false)).with(200);
    assertThat(admin().get("/api/v1/known-hosts/export").response().body())
        .contains("[" + host + "]:2222," + "[" + name + "]:2222 " + line.split(" ", 2)[1]);
    String changed = "[" + host + "]:2222 " + publicKey();
    assertThat(
            admin()
                .post("/api/v1/known-hosts/import", Map.of("file", changed, "dryRun", false))
                .with(200)
                .path("counts")
                .path("DIFFERS")
                .asInt())
        .isEqualTo(1);
    as("operator")
        .post("/api/v1/known-hosts/import", Map.of("file", line))
        .problem(403, "forbidden");
  }

  private static String publicKey() throws Exception {
    KeyPairGenerator made = KeyPairGenerator.getInstance("EC");
    made.initialize(new ECGenParameterSpec("secp256r1"));
    return PublicKeyEntry.toString(made.generateKeyPair().getPublic());
  }

  @Test
  void a_hashed_name_is_found_by_trying() throws Exception {
    String key = publicKey();
    // HMAC-SHA1 of the name, as ssh-keygen -H writes it.
    String name = unique("hashed");
    admin()
        .post(
            "/api/v1/devices",
            Map.of("hostname", name, "address", "192.0.2.7", "platform", "cisco_ios"))
        .with(201);
    byte[] salt = new byte[20];
    Mac mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec(salt, "HmacSHA1"));
    String hash =
        Base64.getEncoder().encodeToString(mac.doFinal(name.getBytes(StandardCharsets.UTF_8)));
    String line = "|1|" + Base64.getEncoder().encodeToString(salt) + "|" + hash + " " + key;
    JsonNode report = admin().post("/api/v1/known-hosts/import", Map.of("file", line)).with(200);
    assertThat(report.path("lines").path(0).path("hostname").asString()).isEqualTo(name);
  }

  @Test
  void approves_all_that_match_at_once() {
    seen(strict, "bulk" + device);
    assertThat(
            admin()
                .post("/api/v1/known-hosts/approve", Map.of("fingerprint", "bulk" + device))
                .with(200)
                .path("approved")
                .asInt())
        .isEqualTo(1);
    assertThat(seen(strict, "bulk" + device)).isEqualTo(new Verdict.Trusted());
  }
}
