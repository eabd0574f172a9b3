package io.netauto.driver.vendor.nxos;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.Facts;
import io.netauto.driver.getters.text.Durations;
import io.netauto.driver.getters.text.InterfaceName;
import io.netauto.driver.getters.text.Line;
import io.netauto.driver.getters.text.Printed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code show version}, {@code show inventory}, host name, domain and interfaces. */
final class NxosFacts {
  private static final Pattern UPTIME = Pattern.compile(" uptime is (.+)$");
  private static final Pattern VERSION =
      Pattern.compile("\\b(?:system|NXOS): \\s*+\\S++\\s++(\\S++)");
  private static final Pattern CHASSIS = Pattern.compile("cisco (.{0,200}[cC]hassis)");
  private static final Pattern MODEL = Pattern.compile("cisco (.{1,200}?) \\(.{0,200}[cC]hassis");
  private static final Pattern DOMAIN = Pattern.compile("Default domain.{0,200}is (\\S+)");
  private static final Pattern INVENTORY_NAME = Pattern.compile("^NAME:\\s+\"(.*?)\",");
  private static final Pattern INVENTORY_SERIAL = Pattern.compile("^PID:.*SN:\\s+(\\w+)");

  private NxosFacts() {}

  static Facts read(Asked asked) {
    return NxosJson.ask(asked, "show version")
        .map(version -> fromJson(asked, version))
        .orElseGet(() -> fromText(asked));
  }

  private static Facts fromJson(Asked asked, NxosJson version) {
    long uptime =
        version.integer(0, "kern_uptm_days") * 86400
            + version.integer(0, "kern_uptm_hrs") * 3600
            + version.integer(0, "kern_uptm_mins") * 60
            + version.integer(0, "kern_uptm_secs");
    List<String> interfaces = new ArrayList<>();
    NxosJson.ask(asked, "show interface")
        .ifPresent(
            answer ->
                answer.rows("interface").forEach(row -> interfaces.add(row.text("interface"))));
    return new Facts(
        version.text("host_name"),
        NxosJson.ask(asked, "show hostname").map(answer -> answer.text("hostname")).orElse(""),
        "Cisco",
        version.text("chassis_id"),
        serial(asked),
        version.text("sys_ver_str", "nxos_ver_str", "kickstart_ver_str"),
        uptime,
        interfaces);
  }

  private static Facts fromText(Asked asked) {
    Printed version = asked.printed("show version");
    String hostname = asked.text("show hostname").strip();
    String domain =
        asked.printedIfKnown("show hosts").flatMap(hosts -> first(DOMAIN, hosts)).orElse("");
    String fqdn = domain.isEmpty() ? "" : hostname + "." + domain;
    if (hostname.chars().filter(c -> c == '.').count() >= 2) {
      fqdn = hostname;
      hostname =
          !domain.isEmpty() && hostname.endsWith("." + domain)
              ? hostname.substring(0, hostname.length() - domain.length() - 1)
              : hostname;
    }
    return new Facts(
        hostname,
        fqdn,
        "Cisco",
        first(CHASSIS, version).or(() -> first(MODEL, version)).orElse("").strip(),
        serial(asked),
        first(VERSION, version).orElse(""),
        first(UPTIME, version).map(text -> Durations.parseWords(text).orElse(-1)).orElse(-1L),
        portsOf(asked.printed("show interface status")));
  }

  private static String serial(Asked asked) {
    Optional<NxosJson> inventory = NxosJson.ask(asked, "show inventory");
    if (inventory.isEmpty()) {
      return asked.printedIfKnown("show inventory").map(NxosFacts::serialInText).orElse("");
    }
    for (NxosJson row : inventory.get().rows("inv")) {
      if (row.text("name").replace("\"", "").equals("Chassis")) {
        return row.text("serialnum");
      }
    }
    return "";
  }

  private static String serialInText(Printed inventory) {
    boolean chassis = false;
    for (Line line : inventory.lines()) {
      Matcher name = INVENTORY_NAME.matcher(line.text());
      Matcher serial = INVENTORY_SERIAL.matcher(line.text());
      if (name.find()) {
        chassis = name.group(1).equals("Chassis");
      } else if (chassis && serial.find()) {
        return serial.group(1);
      }
    }
    return "";
  }

  private static Optional<String> first(Pattern pattern, Printed printed) {
    return printed.lines().stream()
        .map(line -> pattern.matcher(line.text()))
        .filter(Matcher::find)
        .map(matcher -> matcher.group(1))
        .findFirst();
  }

  private static List<String> portsOf(Printed status) {
    List<String> ports = new ArrayList<>();
    for (Line line : status.lines()) {
      boolean heading =
          line.isBlank()
              || line.text().startsWith("-----")
              || line.text().startsWith("Port ")
              || line.text().startsWith(" ");
      if (!heading) {
        ports.add(InterfaceName.canonical(line.words().getFirst()));
      }
    }
    return ports;
  }
}
