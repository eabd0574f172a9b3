package io.netauto.driver.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.CommandResult;
import io.netauto.driver.Failure.Cause;
import io.netauto.driver.transport.ScriptedDevice;
import io.netauto.driver.transport.ScriptedDevice.Cut;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SlowStartTest {
  private static Recording frr(String script) {
    ScriptedDevice device = new ScriptedDevice(Cut.WHOLE, 1, 0).script(script);
    return new Recording(device, "frr", Recording.options());
  }

  @Test
  void a_device_that_is_slow_at_first_is_not_taken_for_one_without_echo() {
    Recording r =
        frr(
            """
            < r1#\\x20
            > terminal length 0
            >
            >
            >
            < terminal length 0\\r\\nr1# \\r\\nr1# \\r\\nr1# \\r\\nr1#\\x20
            > terminal length 0
            < terminal length 0\\r\\nr1#\\x20
            > show
            < show\\r\\nout\\r\\nr1#\\x20
            """);
    CommandResult result = r.run("show");
    assertThat(result).isInstanceOf(CommandResult.Done.class);
    assertThat(result.output().text()).isEqualTo("out");
  }

  @Test
  void an_echo_that_was_not_expected_is_no_output() {
    Recording r =
        frr(
            """
            < r1#\\x20
            > terminal length 0
            < \\r\\nr1#\\x20
            >
            < \\r\\nr1#\\x20
            > terminal length 0
            < \\r\\nr1#\\x20
            > show clock
            < show clock\\r\\n12:00\\r\\nr1#\\x20
            """);
    CommandResult result = r.run("show clock");
    assertThat(result).isInstanceOf(CommandResult.Failed.class);
    assertThat(((CommandResult.Failed) result).failure().cause()).isEqualTo(Cause.UNCERTAIN_END);
  }
}
