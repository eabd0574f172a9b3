package io.netauto.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netauto.simulator.plan.DevicePlan;
import io.netauto.simulator.plan.Fault;
import io.netauto.simulator.plan.FleetFile;
import io.netauto.simulator.plan.FleetPlan;
import io.netauto.simulator.plan.Latency;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.sshd.client.SshClient;
import org.junit.jupiter.api.Test;

class FleetTest {
  @Test
  void five_hundred_devices_hold_five_hundred_sessions_without_a_thread_each() throws Exception {
    try (Fleet fleet = Fleet.start(FleetPlan.many(500, DevicePlan.of("ios", "cisco_ios")))) {
      SshClient client = Visitor.client();
      List<Visitor> visitors = new ArrayList<>();
      try (var executor = Executors.newFixedThreadPool(8)) {
        List<Callable<Visitor>> logins = new ArrayList<>();
        for (SimulatedDevice device : fleet.devices()) {
          logins.add(
              () -> {
                Visitor visitor = Visitor.at(client, device);
                visitor.until(device.name() + ">");
                return visitor;
              });
        }
        for (Future<Visitor> each : executor.invokeAll(logins)) {
          visitors.add(each.get());
        }
      }
      assertThat(fleet.devices()).allMatch(device -> device.openSessions() == 1);
      assertThat(ManagementFactory.getThreadMXBean().getThreadCount()).isLessThan(50);
      for (int i = 0; i < visitors.size(); i += 50) {
        assertThat(visitors.get(i).ask("show clock", ">")).contains("UTC");
      }
      client.stop();
    }
  }

  @Test
  void a_large_output_is_exact_and_is_never_held_as_a_whole() throws Exception {
    int size = 50_000_003;
    try (Fleet fleet = Fleet.start(FleetPlan.of(DevicePlan.of("big", "cisco_nxos")))) {
      SshClient client = Visitor.client();
      try (Visitor visitor = Visitor.at(client, fleet.device("big"))) {
        visitor.until("big# ");
        visitor.ask("terminal length 0", "big# ");
        System.gc();
        long before = used();
        visitor.ask("show netauto-bulk " + size, "\r\n");
        long peak = 0;
        InputStream in = visitor.in();
        byte[] buffer = new byte[1 << 16];
        for (long left = size; left > 0; ) {
          int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
          assertThat(read).isPositive();
          left -= read;
          if (left % 64 == 0) {
            peak = Math.max(peak, fleet.device("big").bytesSent() - (size - left));
          }
        }
        assertThat(visitor.until("# ")).isEqualTo("big# ");
        assertThat(peak).as("bytes sent and not read").isLessThan(8 << 20);
        System.gc();
        assertThat(used() - before).isLessThan(20 << 20);
      }
      client.stop();
    }
  }

  @Test
  void ticks_are_numbered_and_stamped_as_they_are_written() throws Exception {
    try (Fleet fleet = Fleet.start(FleetPlan.of(DevicePlan.of("clock", "cisco_nxos")))) {
      SshClient client = Visitor.client();
      try (Visitor visitor = Visitor.at(client, fleet.device("clock"))) {
        visitor.until("clock# ");
        visitor.type("show netauto-ticks 5 40\n");
        visitor.until("ticks 5 40\r\n");
        long last = 0;
        for (int n = 1; n <= 5; n++) {
          String[] tick = visitor.until("\r\n").strip().split(" ");
          long arrived = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
          assertThat(tick).hasSize(3).startsWith("tick", Integer.toString(n));
          assertThat(Long.parseLong(tick[2])).isBetween(last + 1, arrived);
          last = Long.parseLong(tick[2]);
        }
        assertThat(visitor.until("# ")).isEqualTo("clock# ");
        visitor.type("show netauto-ticks 100000 40\n");
        visitor.until("tick 2 ");
        visitor.type("\u0003");
        assertThat(visitor.until("clock# ")).doesNotContain("tick 100000");
        assertThat(visitor.ask("show clock", "clock# ")).doesNotContain("tick");
      }
      client.stop();
    }
  }

  @Test
  void a_reader_that_stops_holds_the_device_back() throws Exception {
    try (Fleet fleet = Fleet.start(FleetPlan.of(DevicePlan.of("big", "cisco_nxos")))) {
      SshClient client = Visitor.client();
      try (Visitor visitor = Visitor.at(client, fleet.device("big"))) {
        visitor.until("big# ");
        visitor.ask("terminal length 0", "big# ");
        System.gc();
        long before = used();
        visitor.ask("show netauto-bulk 200000000", "\r\n");
        assertThat(visitor.in().readNBytes(1_000_000)).hasSize(1_000_000);
        assertThat(fleet.device("big").bytesSent()).isLessThan(12_000_000);
        System.gc();
        assertThat(used() - before).isLessThan(40 << 20);
      }
      client.stop();
    }
  }

  @Test
  void closing_leaves_no_thread_and_no_port_behind() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    Fleet fleet =
        Fleet.start(
            FleetPlan.of(
                DevicePlan.of("a", "cisco_ios"),
                DevicePlan.of("b", "arista_eos")
                    .withFault(new Fault.ResetsAfter(100_000))
                    .withLatency(Latency.human()),
                DevicePlan.of("c", "cisco_ios").withFault(new Fault.NeverAnswers())));
    SshClient client = Visitor.client();
    Visitor visitor = Visitor.at(client, fleet.device("b"));
    visitor.until("b>");
    client.stop();
    List<Integer> ports = fleet.devices().stream().map(SimulatedDevice::port).toList();
    fleet.close();
    Set<Thread> left =
        Thread.getAllStackTraces().keySet().stream()
            .filter(each -> !before.contains(each))
            .filter(each -> each.getName().matches(".*(sshd|nio2|simulator).*"))
            .collect(Collectors.toSet());
    for (Thread each : left) {
      each.join(Duration.ofSeconds(10));
    }
    assertThat(left).noneMatch(Thread::isAlive);
    for (int port : ports) {
      try (ServerSocket socket = new ServerSocket(port)) {
        assertThat(socket.isBound()).isTrue();
      }
    }
  }

  /**
   * Only binding tells whether ports are free: the first base that lets the fleet start is used,
   * below the range from which the system gives ports to others.
   */
  @Test
  void ports_count_up_from_the_base_port() {
    UncheckedIOException taken = new UncheckedIOException(new IOException("none was tried"));
    for (int base = 20_011; base < 32_000; base += 97) {
      FleetPlan plan = FleetPlan.many(3, DevicePlan.of("ios", "cisco_ios")).withBasePort(base);
      try (Fleet fleet = Fleet.start(plan)) {
        assertThat(fleet.devices())
            .extracting(SimulatedDevice::port)
            .containsExactly(base, base + 1, base + 2);
        return;
      } catch (UncheckedIOException e) {
        taken = e;
      }
    }
    throw taken;
  }

  @Test
  void the_demo_fleet_is_a_company_of_four_platforms_and_more() {
    FleetPlan demo = FleetFile.demo();
    assertThat(demo.devices()).hasSizeGreaterThan(12);
    assertThat(demo.devices().stream().map(DevicePlan::platform).distinct().count())
        .isGreaterThanOrEqualTo(4);
    assertThat(demo.devices()).allMatch(each -> !each.place().site().isEmpty());
    try (Fleet fleet = Fleet.start(demo.withBasePort(0))) {
      assertThat(fleet.device("fra1-core-1").place().tags()).contains("production");
      assertThat(fleet.device("fra1-core-1").hostKeyFingerprint()).startsWith("SHA256:");
    }
  }

  @Test
  void a_key_that_is_not_known_fails_the_load() {
    assertThatThrownBy(() -> FleetFile.parse("devices: [{name: a, plattform: cisco_ios}]"))
        .hasMessageContaining("Unknown key 'plattform' in device 'a'");
    assertThatThrownBy(() -> Fleet.start(FleetPlan.of(DevicePlan.of("a", "no_such"))))
        .hasMessageContaining("No such platform: 'no_such'");
  }

  private static long used() {
    MemoryUsage usage = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    return usage.getUsed();
  }
}
