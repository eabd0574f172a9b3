package io.netauto.driver.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.CommandResult;
import io.netauto.driver.Failure;
import io.netauto.driver.Failure.Cause;
import io.netauto.driver.transport.ScriptedDevice;
import io.netauto.driver.transport.ScriptedDevice.Cut;

/** Scripted devices for the tests of the engine, and what they expect of a result. */
final class EngineScripts {
  static final String LOGIN =
      """
      < Welcome\\r\\n\\r\\nr1#\\x20
      > terminal length 0
      < terminal length 0\\r\\nr1#\\x20
      """;

  static final String IOS_LOGIN =
      """
      < r1#
      > terminal length 0
      < terminal length 0\\r\\nr1#
      > terminal width 511
      < terminal width 511\\r\\nr1#
      """;

  static ScriptedDevice device(String script) {
    return device(Cut.WHOLE, script);
  }

  static ScriptedDevice device(Cut cut, String script) {
    return new ScriptedDevice(cut, 1, 0).script(script);
  }

  static Recording frr(String script) {
    return frr(Cut.WHOLE, script);
  }

  static Recording frr(Cut cut, String script) {
    return new Recording(device(cut, LOGIN + script), "frr", Recording.options());
  }

  static String done(CommandResult result) {
    assertThat(result).isInstanceOf(CommandResult.Done.class);
    assertThat(result.output().whole()).isTrue();
    return result.output().text();
  }

  static Failure failed(CommandResult result, Cause cause) {
    assertThat(result).isInstanceOf(CommandResult.Failed.class);
    Failure failure = ((CommandResult.Failed) result).failure();
    assertThat(failure.cause()).as(failure.summary()).isEqualTo(cause);
    assertThat(failure.summary()).endsWith(".");
    return failure;
  }

  private EngineScripts() {}
}
