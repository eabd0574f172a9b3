package io.netauto.driver.vendor.ios;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.Config;
import io.netauto.driver.vendor.cisco.ConfigText;
import java.util.List;
import java.util.regex.Pattern;

/** Reads {@code show running-config} and {@code show startup-config}. */
final class IosConfig {
  private static final List<Pattern> NOISE =
      List.of(
          Pattern.compile("^Load for five secs.*$"),
          Pattern.compile("^Time source is .*$"),
          Pattern.compile("^Building configuration.*$"),
          Pattern.compile("^Current configuration :.*$"),
          Pattern.compile("^! Last configuration change at.*$"),
          Pattern.compile("^! NVRAM config last updated at.*$"));

  private IosConfig() {}

  static Config read(Asked asked) {
    String retrieve = asked.arguments().text("retrieve", "all");
    String all = asked.arguments().flag("full") ? " all" : "";
    String startup = "";
    if (retrieve.equals("all") || retrieve.equals("startup")) {
      startup = read(asked, "show startup-config");
    }
    String running = "";
    if (retrieve.equals("all") || retrieve.equals("running")) {
      running = read(asked, "show running-config" + all);
    }
    return new Config(running, startup, "");
  }

  private static String read(Asked asked, String command) {
    String text = ConfigText.without(NOISE, asked.text(command));
    return asked.arguments().flag("sanitized") ? ConfigText.sanitized(text) : text;
  }
}
