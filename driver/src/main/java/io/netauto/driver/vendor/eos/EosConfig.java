package io.netauto.driver.vendor.eos;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.Config;
import io.netauto.driver.vendor.cisco.ConfigText;

/** The configurations as the device prints them; there is no candidate outside a session. */
final class EosConfig {
  private EosConfig() {}

  static Config read(Asked asked) {
    String wanted = asked.arguments().text("retrieve", "all");
    boolean all = wanted.equals("all");
    return new Config(
        all || wanted.equals("running") ? running(asked) : "",
        all || wanted.equals("startup") ? startup(asked) : "",
        "");
  }

  private static String running(Asked asked) {
    return asked.text(
        "show running-config"
            + (asked.arguments().flag("full") ? " all" : "")
            + (asked.arguments().flag("sanitized") ? " sanitized" : ""));
  }

  private static String startup(Asked asked) {
    String text = asked.text("show startup-config");
    return asked.arguments().flag("sanitized") ? ConfigText.sanitized(text) : text;
  }
}
