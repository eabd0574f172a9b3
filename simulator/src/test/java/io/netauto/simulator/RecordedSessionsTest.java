package io.netauto.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netauto.simulator.plan.DevicePlan;
import io.netauto.simulator.plan.Fault;
import io.netauto.simulator.plan.FleetPlan;
import io.netauto.simulator.plan.Latency;
import io.netauto.simulator.recording.Recording;
import io.netauto.simulator.recording.Reply;
import io.netauto.simulator.recording.Talk;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.common.SshException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Devices that play a recording, in a fleet. */
class RecordedSessionsTest {
  private static final Recording RECORDING =
      () ->
          new Talk() {
            @Override
            public Reply greeting() {
              return Reply.of("", "rec#");
            }

            @Override
            public Optional<Reply> key(String typed) {
              return typed.equals("!")
                  ? Optional.of(Reply.of("", "key\r\nrec#"))
                  : Optional.empty();
            }

            @Override
            public Reply line(String typed) {
              return switch (typed) {
                case "exit" -> Reply.of("exit\r\n", "").closing();
                case "secret" -> Reply.of("\r\n", "rec#");
                case "long" -> Reply.of("long\r\n", "x".repeat(5_000) + "\r\nrec#");
                default -> Reply.of(typed + "\r\n", "answer to " + typed + "\r\nrec#");
              };
            }
          };

  private final SshClient client = Visitor.client();
  private Fleet fleet = Fleet.start(FleetPlan.of());

  @AfterEach
  void stop() {
    client.stop();
    fleet.close();
  }

  private SimulatedDevice device(DevicePlan plan) {
    fleet.close();
    fleet = Fleet.start(FleetPlan.of(plan), Map.of(plan.name(), RECORDING));
    return fleet.device(plan.name());
  }

  private static DevicePlan plan() {
    return DevicePlan.of("rec", "any_platform_at_all");
  }

  @Test
  void answers_as_recorded_and_counts_what_was_typed_but_no_password() throws IOException {
    SimulatedDevice device = device(plan());
    try (Visitor visitor = Visitor.at(client, device)) {
      assertThat(visitor.until("rec#")).isEqualTo("rec#");
      visitor.type("one\rtwo\r\nthree\n!secret\r");
      assertThat(visitor.until("three\r\nrec#"))
          .isEqualTo(
              """
              one\r
              answer to one\r
              rec#two\r
              answer to two\r
              rec#three\r
              answer to three\r
              rec#\
              """);
      assertThat(visitor.until("key\r\nrec#\r\nrec#")).isEqualTo("key\r\nrec#\r\nrec#");
      assertThat(device.commands()).containsExactly("one", "two", "three");
      visitor.type("exit\r");
      assertThat(visitor.untilClosed()).isEqualTo("exit\r\n");
    }
    assertThat(device.logins()).isEqualTo(1);
    assertThat(device.runningConfig()).isEmpty();
  }

  @Test
  void thinks_as_long_as_its_latency_says() throws IOException {
    Latency slow = new Latency(Duration.ZERO, Duration.ZERO, Duration.ofMillis(400), 0, 0);
    try (Visitor visitor = Visitor.at(client, device(plan().withLatency(slow)))) {
      visitor.until("rec#");
      long began = System.nanoTime();
      visitor.type("one\r");
      visitor.until("rec#");
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(390));
    }
  }

  @Test
  void has_the_faults_of_its_plan() throws IOException {
    DevicePlan limited = plan().withFault(new Fault.SessionLimit(1));
    SimulatedDevice device = device(limited);
    try (Visitor first = Visitor.at(client, device)) {
      first.until("rec#");
      try (Visitor second = Visitor.at(client, device)) {
        assertThat(second.untilClosed()).contains("Too many sessions");
      }
    }
    try (Visitor visitor =
        Visitor.at(client, device(plan().withFault(new Fault.ClosesAfterLogin())))) {
      assertThat(visitor.untilClosed()).isEmpty();
    }
    try (Visitor visitor =
        Visitor.at(client, device(plan().withFault(new Fault.ResetsAfter(1_000))))) {
      visitor.type("long\r");
      assertThat(visitor.untilClosed()).hasSize(1_000);
    }
    SimulatedDevice strict = device(plan().withFault(new Fault.WrongPassword()));
    assertThatThrownBy(() -> Visitor.login(client, strict)).isInstanceOf(SshException.class);
  }
}
