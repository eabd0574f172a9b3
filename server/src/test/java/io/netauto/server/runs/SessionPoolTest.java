package io.netauto.server.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.Driver;
import io.netauto.driver.HostKeys;
import io.netauto.driver.Login;
import io.netauto.driver.OpenResult;
import io.netauto.driver.Session;
import io.netauto.driver.SessionListener;
import io.netauto.driver.SessionOptions;
import io.netauto.driver.Target;
import io.netauto.driver.platform.Platforms;
import io.netauto.server.inventory.SshProfile;
import io.netauto.server.runs.RunStates.Claimed;
import io.netauto.simulator.SimulatedDevice;
import io.netauto.simulator.plan.DevicePlan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Which runs share a session, and when idle sessions are closed. */
@Timeout(120)
class SessionPoolTest extends RunTest {
  @Autowired private SessionPool pool;
  @Autowired private NodeNews news;
  @Autowired private Driver driver;
  @Autowired private Platforms platforms;
  @Autowired private SessionOptions options;
  @Autowired private RunLimits limits;

  @Test
  void the_next_run_on_a_device_uses_the_session_again() {
    SimulatedDevice at = simulated();
    long device = added(at, Map.of());
    assertThat(run(device).status()).isEqualTo(RunStatus.OK);
    Claimed second = claimed(device, "show version");
    assertThat(work.perform(second).orElseThrow().status()).isEqualTo(RunStatus.OK);
    assertThat(at.logins()).isOne();
    assertThat(shown(second.id()).path("sessionReused").asBoolean()).isTrue();
    assertThat(admin().get("/api/v1/runs/" + second.id() + "/lines").with(200).toString())
        .contains("show version", "Cisco IOS");
  }

  @Test
  void a_session_is_not_used_across_credentials_even_of_the_same_secret() {
    SimulatedDevice at = simulated();
    long device = added(at, Map.of());
    run(device);
    change(device, Map.of("credRef", "sim:" + unique("other")));
    assertThat(run(device).status()).isEqualTo(RunStatus.OK);
    assertThat(at.logins()).isEqualTo(2);
    assertThat(at.maxOpenSessions()).as("the first is closed, not kept beside").isLessThan(3);
  }

  @Test
  void a_session_is_not_used_after_the_secret_has_changed() {
    SimulatedDevice at = simulated();
    long device = added(at, Map.of());
    run(device);
    SimulatorLogin.PASSWORDS.put(credential, "wrong");
    assertThat(cause(run(device))).isEqualTo("authentication_refused");
  }

  @Test
  void a_session_is_not_used_across_customers() {
    SimulatedDevice at = simulated();
    run(added(at, Map.of()));
    long theirs = added(adminOfAnotherCustomer(), at, Map.of());
    assertThat(run(theirs).status()).isEqualTo(RunStatus.OK);
    assertThat(at.logins()).isEqualTo(2);
  }

  @Test
  void a_session_that_stands_elsewhere_is_closed() {
    SimulatedDevice at = simulated();
    long device = added(at, Map.of());
    assertThat(run(device, "enable", "configure terminal").status()).isNotNull();
    run(device);
    assertThat(at.logins()).isEqualTo(2);
  }

  @Test
  void a_session_in_which_something_was_set_is_closed() {
    SimulatedDevice at = simulated();
    long device = added(at, Map.of());
    run(device, "terminal width 80");
    run(device);
    assertThat(at.logins()).isEqualTo(2);
  }

  @Test
  void a_session_is_not_used_after_its_host_key_was_forgotten() {
    SimulatedDevice at = simulated();
    long device = added(at, Map.of());
    run(device);
    long key =
        admin()
            .get("/api/v1/known-hosts?device=" + device)
            .with(200)
            .path("items")
            .path(0)
            .path("id")
            .asLong();
    admin().delete("/api/v1/known-hosts/" + key).with(204);
    run(device);
    assertThat(at.logins()).isEqualTo(2);
  }

  @Test
  void a_session_that_the_device_has_closed_is_replaced() {
    SimulatedDevice at = simulated();
    long device = added(at, Map.of());
    run(device);
    pool.closeEverywhere(device);
    assertThat(run(device).status()).isEqualTo(RunStatus.OK);
    assertThat(at.logins()).isEqualTo(2);
  }

  private Session opened(SimulatedDevice at) {
    return ((OpenResult.Opened)
            driver.open(
                new Target(at.host(), at.port()),
                Login.password(at.username(), at.password()),
                platforms.find(at.platform()).orElseThrow(),
                HostKeys.trustAll(),
                options,
                SessionListener.none()))
        .session();
  }

  private SessionKey key(long device, SimulatedDevice at) {
    return new SessionKey(
        -1, device, platforms.find(at.platform()).orElseThrow(), List.of(), List.of());
  }

  private SessionPool another(Duration idle, int capacity) {
    SessionPool another =
        new SessionPool(
            news,
            new RunLimits(
                limits.connect(),
                limits.handshake(),
                limits.login(),
                limits.prompt(),
                limits.silence(),
                limits.command(),
                idle),
            capacity);
    another.start();
    return another;
  }

  private static void awaitEnd(Session session) throws Exception {
    session.ended().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void an_idle_session_is_closed_after_its_time() throws Exception {
    SimulatedDevice at = simulated();
    SessionPool brief = another(Duration.ofMillis(50), 4);
    Session session = opened(at);
    brief.give(key(-1, at), session, 0);
    awaitEnd(session);
    assertThat(brief.size()).isZero();
    brief.stop();
  }

  @Test
  void another_node_closes_its_idle_session_of_a_device_that_has_no_room() throws Exception {
    SimulatedDevice at = simulated();
    SessionPool otherNode = another(Duration.ofMinutes(5), 4);
    Session session = opened(at);
    otherNode.give(key(-2, at), session, 0);
    assertThat(otherNode.size()).isOne();
    pool.closeEverywhere(-2);
    awaitEnd(session);
    assertThat(otherNode.size()).isZero();
    otherNode.stop();
  }

  /** What makes an open session no longer the right one. */
  enum Change {
    ADDRESS,
    CREDENTIAL,
    DISABLED,
    DELETED,
    JUMP_HOST_CHANGED,
    HOST_KEY_FORGOTTEN,
    AUTHORITY_FORGOTTEN,
    STORED_CREDENTIAL,
    DEFAULT_OF_A_GROUP,
    RANGES_OF_THE_CUSTOMER
  }

  private void happens(Change change, long device, long hop) {
    String path = "/api/v1/devices/" + device;
    switch (change) {
      case ADDRESS -> change(device, Map.of("address", "127.0.0.2"));
      case CREDENTIAL -> change(device, Map.of("credRef", "sim:" + unique("other")));
      case DISABLED -> change(device, Map.of("enabled", false));
      case DELETED -> admin().delete(path).with(204);
      case JUMP_HOST_CHANGED -> change(hop, Map.of("port", 2222));
      case HOST_KEY_FORGOTTEN ->
          admin()
              .delete(
                  "/api/v1/known-hosts/"
                      + admin()
                          .get("/api/v1/known-hosts?device=" + device)
                          .with(200)
                          .at("/items/0/id")
                          .asLong())
              .with(204);
      case AUTHORITY_FORGOTTEN ->
          jdbc.sql("delete from host_authority where hosts = 'pool.example'").update();
      case STORED_CREDENTIAL ->
          jdbc.sql("update stored_credential set changed_at = now() where name = 'pool'").update();
      case DEFAULT_OF_A_GROUP ->
          admin()
              .post(
                  "/api/v1/groups",
                  Map.of(
                      "name",
                      unique("pool"),
                      "kind",
                      "static",
                      "defaults",
                      Map.of("credRef", "sim:" + credential)))
              .with(201);
      case RANGES_OF_THE_CUSTOMER ->
          jdbc.sql(
                  """
                  update customer set ranges = array_append(ranges, '203.0.113.0/24'::cidr)
                  where id = (select customer_id from device where id = :device)
                  """)
              .param("device", device)
              .update();
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_idle_session_is_closed_on_every_node_when_the_way_to_its_device_changes(Change change)
      throws Exception {
    SimulatedDevice at = simulated();
    long hop = added(at, Map.of());
    long device = added(at, Map.of());
    if (change == Change.HOST_KEY_FORGOTTEN) {
      run(device);
    }
    jdbc.sql(
            """
            insert into host_authority (customer_id, hosts, algorithm, fingerprint, public_key,
                created_at, created_by)
            select customer_id, 'pool.example', 'a', 'f', 'k', now(), '' from device where id = :id
            on conflict do nothing
            """)
        .param("id", device)
        .update();
    jdbc.sql(
            """
            insert into stored_credential (customer_id, name, sealed, parts, changed_by)
            select customer_id, 'pool', '', '{}', '' from device where id = :id
            on conflict do nothing
            """)
        .param("id", device)
        .update();
    SessionPool otherNode = another(Duration.ofMinutes(5), 40);
    long customer =
        jdbc.sql("select customer_id from device where id = :id")
            .param("id", device)
            .query(Long.class)
            .single();
    SessionKey key =
        new SessionKey(
            customer,
            device,
            platforms.find(at.platform()).orElseThrow(),
            List.of(new SessionKey.Stop(hop, "", SshProfile.MODERN, "", "")),
            List.of());
    Session session = opened(at);
    long before = otherNode.changes();
    otherNode.give(key, session, before);
    Session bystander = opened(at);
    otherNode.give(key(-30, at), bystander, before);
    assertThat(otherNode.size()).isEqualTo(2);

    happens(change, device, hop);
    awaitEnd(session);
    assertThat(bystander.state()).isEqualTo(Session.State.READY);
    Session inUse = opened(at);
    otherNode.give(key, inUse, before);
    awaitEnd(inUse);
    otherNode.stop();
    jdbc.sql("delete from stored_credential where name = 'pool'").update();
    jdbc.sql("update customer set ranges = '{}' where '203.0.113.0/24'::cidr = any(ranges)")
        .update();
  }

  @Test
  void the_oldest_gives_way_and_the_stop_closes_the_rest() throws Exception {
    List<SimulatedDevice> all =
        fleet(
                List.of(
                    DevicePlan.of("a", "cisco_ios"),
                    DevicePlan.of("b", "cisco_ios"),
                    DevicePlan.of("c", "cisco_ios")))
            .devices();
    SessionPool ofTwo = another(Duration.ofMinutes(5), 8);
    List<Session> sessions = all.stream().map(this::opened).toList();
    for (int i = 0; i < sessions.size(); i++) {
      ofTwo.give(key(-10 - i, all.get(i)), sessions.get(i), 0);
    }
    awaitEnd(sessions.getFirst());
    assertThat(ofTwo.size()).isEqualTo(2);
    assertThat(sessions.get(1).state()).isEqualTo(Session.State.READY);
    ofTwo.stop();
    awaitEnd(sessions.get(1));
    awaitEnd(sessions.get(2));
    Session late = opened(all.getFirst());
    ofTwo.give(key(-20, all.getFirst()), late, 0);
    awaitEnd(late);
  }
}
