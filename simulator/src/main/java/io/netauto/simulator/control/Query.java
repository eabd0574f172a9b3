package io.netauto.simulator.control;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters of a request. */
record Query(Map<String, String> values) {
  static Query of(@Nullable String raw) {
    Map<String, String> values = new HashMap<>();
    for (String each : raw == null || raw.isEmpty() ? new String[0] : raw.split("&", -1)) {
      int equals = each.indexOf('=');
      values.put(
          decoded(equals < 0 ? each : each.substring(0, equals)),
          equals < 0 ? "" : decoded(each.substring(equals + 1)));
    }
    return new Query(values);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** Refuses a parameter that is not known, which a typing error makes of one that is. */
  void allow(String... known) throws Refusal {
    for (String each : values.keySet()) {
      if (!Set.of(known).contains(each)) {
        throw new Refusal(
            400, "There is no parameter '" + each + "'; known are " + String.join(", ", known));
      }
    }
  }

  /** Empty if it was not given. */
  String text(String name) {
    return values.getOrDefault(name, "");
  }

  boolean flag(String name) {
    return text(name).equals("true");
  }

  int number(String name, int otherwise) throws Refusal {
    String text = text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    if (!text.matches("\\d{1,7}")) {
      throw new Refusal(400, "'" + name + "' is a number up to seven digits, not '" + text + "'");
    }
    return Integer.parseInt(text);
  }
}
