package io.netauto.conformance.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.CommandResult;
import io.netauto.driver.Driver;
import io.netauto.driver.Drivers;
import io.netauto.driver.Failure;
import io.netauto.driver.HostKeys;
import io.netauto.driver.Login;
import io.netauto.driver.OpenResult;
import io.netauto.driver.Secret;
import io.netauto.driver.SessionListener;
import io.netauto.driver.SessionOptions;
import io.netauto.driver.Target;
import io.netauto.driver.platform.Platforms;
import io.netauto.simulator.Fleet;
import io.netauto.simulator.SimulatedDevice;
import io.netauto.simulator.plan.DevicePlan;
import io.netauto.simulator.plan.Fault;
import io.netauto.simulator.plan.FleetPlan;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A device whose lines are taken says so, and the one who has a line keeps it. */
@Timeout(60)
class SessionLimitTest {
  private static OpenResult open(Driver driver, SimulatedDevice device, String platform) {
    return driver.open(
        new Target(device.host(), device.port()),
        new Login(
            device.username(),
            Secret.of(device.password()),
            null,
            null,
            Secret.of(device.enablePassword())),
        Platforms.builtIn().get(platform),
        HostKeys.trustAll(),
        SessionOptions.defaults(),
        SessionListener.none());
  }

  @ParameterizedTest
  @ValueSource(strings = {"cisco_ios", "cisco_nxos", "arista_eos", "juniper_junos", "huawei_vrp"})
  void the_session_too_many_fails_as_lines_full(String platform) {
    DevicePlan plan = DevicePlan.of("full", platform).withFault(new Fault.SessionLimit(1));
    try (Fleet fleet = Fleet.start(FleetPlan.of(plan));
        Driver driver = Drivers.ssh()) {
      SimulatedDevice device = fleet.device("full");
      OpenResult first = open(driver, device, platform);
      assertThat(first).isInstanceOf(OpenResult.Opened.class);
      OpenResult second = open(driver, device, platform);
      assertThat(second).isInstanceOf(OpenResult.NotOpened.class);
      Failure failure = ((OpenResult.NotOpened) second).failure();
      assertThat(failure.cause()).as(failure.toString()).isEqualTo(Failure.Cause.LINES_FULL);
      try (var session = ((OpenResult.Opened) first).session()) {
        session.park();
        assertThat(session.reopen(SessionListener.none())).isInstanceOf(OpenResult.Opened.class);
        assertThat(session.run("show version")).isNotInstanceOf(CommandResult.Failed.class);
      }
    }
  }
}
