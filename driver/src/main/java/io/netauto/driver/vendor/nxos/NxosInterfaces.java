package io.netauto.driver.vendor.nxos;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.Interface;
import io.netauto.driver.getters.text.Durations;
import io.netauto.driver.getters.text.MacAddress;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads {@code show interface}. The time of the last flap is in seconds since 1970, and known from
 * JSON only.
 */
final class NxosInterfaces {
  private NxosInterfaces() {}

  static Map<String, Interface> read(Asked asked) {
    return NxosJson.ask(asked, "show interface")
        .map(answer -> fromJson(answer, asked.now()))
        .orElseGet(() -> NxosInterfaceText.read(asked.printed("show interface")));
  }

  private static Map<String, Interface> fromJson(NxosJson answer, Instant now) {
    Map<String, Interface> all = new LinkedHashMap<>();
    for (NxosJson row : answer.rows("interface")) {
      all.put(row.text("interface"), fromRow(row, now));
    }
    return all;
  }

  private static Interface fromRow(NxosJson row, Instant now) {
    boolean isUp = row.text("state", "svi_line_proto", "svi_admin_state").equals("up");
    String admin = row.text("admin_state", "svi_admin_state", "state");
    return new Interface(
        isUp,
        admin.equals("up"),
        withoutQuotes(row.text("desc", "svi_desc")),
        flapped(row.text("eth_link_flapped"), now),
        (int) row.integer(0, "eth_mtu", "svi_mtu"),
        row.number(0, "eth_bw", "svi_bw") / 1000,
        MacAddress.parse(row.text("eth_hw_addr", "svi_mac")).orElse(""));
  }

  private static String withoutQuotes(String text) {
    int from = 0;
    int end = text.length();
    while (from < end && text.charAt(from) == '"') {
      from++;
    }
    while (end > from && text.charAt(end - 1) == '"') {
      end--;
    }
    return text.substring(from, end);
  }

  private static double flapped(String ago, Instant now) {
    double seconds = Durations.parseShort(ago).orElse(Durations.parseWords(ago).orElse(-1));
    return seconds < 0 ? -1 : now.toEpochMilli() / 1000.0 - seconds;
  }
}
