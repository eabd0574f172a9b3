package io.netauto.driver.vendor.nxos;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.Config;
import io.netauto.driver.vendor.cisco.ConfigText;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads {@code show running-config} and {@code show startup-config}. */
final class NxosConfig {
  private static final List<Pattern> NOISE =
      List.of(
          Pattern.compile("!Command: show .*$"),
          Pattern.compile("!Time:.*\\d{4}\\s*$"),
          Pattern.compile("Startup config saved at:.*$"));

  private NxosConfig() {}

  static Config read(Asked asked) {
    String retrieve = asked.arguments().text("retrieve", "all").toLowerCase(Locale.ROOT);
    String all = asked.arguments().flag("full") ? " all" : "";
    String running = "";
    if (retrieve.equals("all") || retrieve.equals("running")) {
      running = read(asked, "show running-config" + all);
    }
    String startup = "";
    if (retrieve.equals("all") || retrieve.equals("startup")) {
      startup = read(asked, "show startup-config");
    }
    return new Config(running, startup, "");
  }

  private static String read(Asked asked, String command) {
    String text = ConfigText.without(NOISE, asked.text(command));
    return asked.arguments().flag("sanitized") ? ConfigText.sanitized(text) : text;
  }
}
