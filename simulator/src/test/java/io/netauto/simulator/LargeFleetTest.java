package io.netauto.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netauto.simulator.device.Realm;
import io.netauto.simulator.device.Received;
import io.netauto.simulator.plan.DevicePlan;
import io.netauto.simulator.plan.Fault;
import io.netauto.simulator.plan.FleetPlan;
import io.netauto.simulator.plan.Login;
import io.netauto.simulator.plan.RealmPlan;
import io.netauto.simulator.plan.Spread;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LargeFleetTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static SshClient client;

  @BeforeAll
  static void start() {
    client = Visitor.client();
  }

  @AfterAll
  static void stop() {
    client.stop();
  }

  private static Spread spread(int count, double faulty) {
    return new Spread(
        count,
        7,
        List.of(),
        "instant",
        faulty,
        2_200,
        "127.20.0.1",
        2,
        0,
        Login.of("netops", "secret", "enable"));
  }

  @Test
  void two_thousand_devices_start_at_addresses_of_their_own_on_one_port_in_little_memory()
      throws IOException {
    FleetPlan plan = spread(2_000, 0).plan();
    System.gc();
    long before = used();
    try (Fleet fleet = Fleet.start(plan)) {
      System.gc();
      assertThat((used() - before) / 2_000).as("bytes of heap for each").isLessThan(5_000);
      assertThat(ManagementFactory.getThreadMXBean().getThreadCount()).isLessThan(60);
      assertThat(fleet.devices()).allMatch(each -> each.port() == 2_200);
      assertThat(fleet.devices().stream().map(SimulatedDevice::host).distinct()).hasSize(2_000);
      for (int n : List.of(0, 254, 999, 1_999)) {
        SimulatedDevice device = fleet.devices().get(n);
        try (Visitor visitor = Visitor.at(client, device)) {
          assertThat(visitor.until(device.name())).endsWith(device.name());
        }
      }
      assertThat(fleet.totals().logins()).isEqualTo(4);
      assertThat(fleet.totals().connections()).isEqualTo(4);
    }
  }

  @Test
  void the_same_seed_is_the_same_fleet_with_the_same_host_keys() {
    FleetPlan plan = spread(40, .5).plan();
    assertThat(plan).isEqualTo(spread(40, .5).plan());
    assertThat(plan.devices().stream().map(DevicePlan::platform).distinct())
        .hasSizeGreaterThanOrEqualTo(4);
    FleetPlan one = FleetPlan.of(DevicePlan.of("a", "frr")).withSeed(7);
    assertThat(key(one)).isEqualTo(key(one)).isNotEqualTo(key(one.withSeed(8)));
    assertThat(key(one.withSeed(0))).isNotEqualTo(key(one.withSeed(0)));
  }

  private static String key(FleetPlan plan) {
    try (Fleet fleet = Fleet.start(plan)) {
      return fleet.device("a").hostKeyFingerprint();
    }
  }

  @Test
  void the_share_of_faulty_devices_is_as_wanted_and_touches_no_other() {
    List<DevicePlan> without = spread(4_000, 0).plan().devices();
    List<DevicePlan> with = spread(4_000, .1).plan().devices();
    int faulty = 0;
    for (int n = 0; n < with.size(); n++) {
      if (!with.get(n).equals(without.get(n))) {
        assertThat(with.get(n).faults()).hasSize(without.get(n).faults().size() + 1);
        faulty++;
      }
    }
    assertThat(faulty).isBetween(320, 480);
  }

  @Test
  void a_command_of_a_real_device_takes_one_to_four_seconds() {
    Spread real =
        new Spread(500, 3, List.of(), "real", 0, 20_000, "", 0, 0, Login.of("a", "b", ""));
    assertThat(real.plan().devices())
        .allSatisfy(
            each -> {
              double think = each.latency().think().toMillis();
              assertThat(think * (1 - each.latency().jitter())).isGreaterThanOrEqualTo(999);
              assertThat(think * (1 + each.latency().jitter())).isLessThanOrEqualTo(4_001);
            });
    assertThat(real.plan().devices().stream().map(each -> each.latency().think()).distinct())
        .hasSizeGreaterThan(300);
  }

  @Test
  void connections_beyond_the_lines_are_closed_before_ssh_until_one_is_given_back()
      throws IOException {
    FleetPlan plan = FleetPlan.of(DevicePlan.of("vty", "cisco_ios").withFault(new Fault.Lines(2)));
    try (Fleet fleet = Fleet.start(plan)) {
      SimulatedDevice vty = fleet.device("vty");
      try (Visitor one = Visitor.at(client, vty);
          ClientSession two = Visitor.connect(client, vty)) {
        one.until("vty>");
        try (Socket three = new Socket(vty.host(), vty.port())) {
          three.setSoTimeout(20_000);
          assertThat(three.getInputStream().read()).as("no SSH identification").isEqualTo(-1);
        }
        assertThat(vty.refusedConnections()).isEqualTo(1);
        assertThat(vty.openSessions()).isEqualTo(1);
        two.close(false).await(PATIENCE);
        await(() -> vty.openConnections() == 1);
        try (Visitor again = Visitor.at(client, vty)) {
          again.until("vty>");
        }
      }
      await(() -> vty.openConnections() == 0 && vty.openSessions() == 0);
      assertThat(fleet.totals().mostOpenSessions()).isEqualTo(2);
    }
  }

  @Test
  void a_device_that_refuses_has_nobody_at_its_port() {
    FleetPlan plan =
        FleetPlan.of(
            DevicePlan.of("off", "cisco_ios").withFault(new Fault.Refuses()),
            DevicePlan.of("on", "cisco_ios"));
    try (Fleet fleet = Fleet.start(plan)) {
      SimulatedDevice off = fleet.device("off");
      assertThatThrownBy(
              () -> {
                try (Socket socket = new Socket()) {
                  socket.connect(new InetSocketAddress(off.host(), off.port()), 5_000);
                }
              })
          .isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void a_realm_refuses_what_is_beyond_its_rate_over_all_its_devices() throws Exception {
    List<DevicePlan> devices = new ArrayList<>();
    for (int n = 0; n < 12; n++) {
      DevicePlan device = DevicePlan.of("d" + n, "cisco_nxos");
      devices.add(device.withLogin(device.login().withRealm("aaa")));
    }
    FleetPlan plan = new FleetPlan(0, devices, List.of(new RealmPlan("aaa", 5)), 0);
    try (Fleet fleet = Fleet.start(plan)) {
      List<ClientSession> sessions = new ArrayList<>();
      for (SimulatedDevice device : fleet.devices()) {
        ClientSession session = Visitor.connect(client, device);
        session.addPasswordIdentity(device.password());
        sessions.add(session);
      }
      List<Callable<Boolean>> logins = new ArrayList<>();
      sessions.forEach(each -> logins.add(() -> isLetIn(each)));
      int in = 0;
      long began = System.nanoTime();
      try (var executor = Executors.newFixedThreadPool(12)) {
        for (Future<Boolean> each : executor.invokeAll(logins)) {
          in += each.get() ? 1 : 0;
        }
      }
      long seconds = 1 + (System.nanoTime() - began) / 1_000_000_000;
      for (ClientSession session : sessions) {
        session.close(true);
      }
      Realm.Figures figures = fleet.realms().getFirst();
      assertThat(figures.logins()).isEqualTo(in).isBetween(5L, 5 * seconds);
      assertThat(figures.refused()).isEqualTo(fleet.totals().refusedLogins()).isPositive();
      assertThat(figures.mostPerSecond()).isGreaterThan(5);
    }
  }

  private static boolean isLetIn(ClientSession session) throws IOException {
    try {
      session.auth().verify(PATIENCE);
      return true;
    } catch (SshException e) {
      return false;
    }
  }

  @Test
  void a_realm_counts_any_sliding_second_and_not_the_seconds_of_the_clock() {
    Realm realm = new Realm(new RealmPlan("aaa", 2));
    long ms = 1_000_000;
    assertThat(realm.admits(900 * ms)).isTrue();
    assertThat(realm.admits(950 * ms)).isTrue();
    assertThat(realm.admits(1_100 * ms)).as("a new second of the clock").isFalse();
    assertThat(realm.admits(1_899 * ms)).isFalse();
    assertThat(realm.admits(1_900 * ms)).as("the first is a second old").isTrue();
    assertThat(realm.admits(1_949 * ms)).isFalse();
    assertThat(realm.figures()).isEqualTo(new Realm.Figures("aaa", 2, 3, 3, 5));
    realm.reset();
    assertThat(realm.admits(1_951 * ms)).isTrue();
    assertThat(realm.figures().logins()).isEqualTo(1);
  }

  @Test
  void each_line_is_kept_with_its_time_and_session() throws IOException {
    try (Fleet fleet = Fleet.start(FleetPlan.of(DevicePlan.of("nx", "cisco_nxos")))) {
      SimulatedDevice nx = fleet.device("nx");
      Instant before = Instant.now();
      try (Visitor one = Visitor.at(client, nx);
          Visitor two = Visitor.at(client, nx)) {
        one.until("nx# ");
        two.until("nx# ");
        one.ask("show clock", "nx# ");
        two.ask("show clock", "nx# ");
        one.ask("show version", "More");
      }
      List<Received> lines = nx.received();
      assertThat(lines)
          .extracting(Received::line)
          .containsExactly("show clock", "show clock", "show version");
      assertThat(lines.get(0).session())
          .isEqualTo(lines.get(2).session())
          .isNotEqualTo(lines.get(1).session());
      assertThat(lines).allMatch(each -> !each.at().isBefore(before));
      assertThat(fleet.totals().commands()).isEqualTo(3);
      fleet.reset(false);
      assertThat(nx.received()).isEmpty();
      assertThat(fleet.totals().commands()).isZero();
    }
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("patience").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private static long used() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
