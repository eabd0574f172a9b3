package io.netauto.driver.vendor.nxos;

import io.netauto.driver.getters.Asked;
import io.netauto.driver.getters.Environment;
import io.netauto.driver.getters.Environment.Cpu;
import io.netauto.driver.getters.Environment.Fan;
import io.netauto.driver.getters.Environment.Memory;
import io.netauto.driver.getters.Environment.Power;
import io.netauto.driver.getters.Environment.Temperature;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code show environment}, processor load and memory. */
final class NxosEnvironment {
  private static final Pattern WATTS = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)");
  private static final Pattern WATTS_OF_MODEL = Pattern.compile("-(\\d{1,9})W?\\w?$");

  private NxosEnvironment() {}

  static Environment read(Asked asked) {
    return NxosJson.ask(asked, "show environment")
        .map(answer -> fromJson(asked, answer))
        .orElseGet(() -> NxosEnvironmentText.read(asked));
  }

  private static Environment fromJson(Asked asked, NxosJson answer) {
    Map<String, Cpu> cpu = new LinkedHashMap<>();
    NxosJson.ask(asked, "show processes cpu").ifPresent(load -> cpu.put("0", cpu(load)));
    Memory memory =
        NxosJson.ask(asked, "show processes memory shared")
            .map(NxosEnvironment::memory)
            .orElse(new Memory(-1, -1));
    return new Environment(fans(answer), temperatures(answer), power(answer), cpu, memory);
  }

  private static Map<String, Fan> fans(NxosJson answer) {
    Map<String, Fan> fans = new LinkedHashMap<>();
    answer
        .nameWith("fandetails")
        .ifPresent(
            name -> {
              for (NxosJson row : answer.in(name).rows("faninfo")) {
                String status = row.text("fanstatus");
                if (!row.text("fanname").contains("PS")) {
                  fans.put(row.text("fanname"), new Fan(status.isEmpty() || status.equals("Ok")));
                }
              }
            });
    return fans;
  }

  /**
   * Sensors of module 1 are counted, as NAPALM does, because their names repeat; those of other
   * modules where they do.
   */
  private static Map<String, Temperature> temperatures(NxosJson answer) {
    Map<String, Temperature> all = new LinkedHashMap<>();
    int sensorsOfFirst = 0;
    for (NxosJson row : answer.rows("tempinfo")) {
      String module = row.text("tempmod");
      int count = module.equals("1") ? ++sensorsOfFirst : 1;
      while (all.containsKey(name(module, count, row))) {
        count++;
      }
      double degrees = row.number(-1, "curtemp");
      String alarm = row.text("alarmstatus");
      all.put(
          name(module, count, row),
          new Temperature(
              degrees,
              !alarm.isEmpty() && !alarm.equals("Ok"),
              degrees > row.number(Double.MAX_VALUE, "majthres")));
    }
    return all;
  }

  private static String name(String module, int count, NxosJson row) {
    return module + "-" + count + " " + row.text("sensor");
  }

  private static Map<String, Power> power(NxosJson answer) {
    Map<String, Power> all = new LinkedHashMap<>();
    NxosJson supplies = answer.in("powersup");
    String table = supplies.nameWith("TABLE_psinfo").orElse("TABLE_psinfo");
    int count = 0;
    for (NxosJson outer : supplies.tables(table)) {
      String rowName = outer.nameWith("ROW_psinfo").orElse("ROW_psinfo");
      for (NxosJson row : outer.tables(rowName)) {
        count++;
        String number = row.text("psnum");
        all.put(number.isEmpty() ? Integer.toString(count) : number, supply(row));
      }
    }
    return all;
  }

  private static Power supply(NxosJson row) {
    String status = row.nameWith("ps_status").map(row::text).orElse("ok");
    double capacity = watts(WATTS, row.text("tot_capa"));
    return new Power(
        status.equalsIgnoreCase("ok"),
        capacity < 0 ? watts(WATTS_OF_MODEL, row.text("psmodel")) : capacity,
        watts(WATTS, row.text("watts", "actual_out")));
  }

  private static double watts(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Double.parseDouble(matcher.group(1)) : -1;
  }

  private static Cpu cpu(NxosJson load) {
    double idle = load.number(-1, "idle_percent");
    for (NxosJson row : load.rows("cpu_util")) {
      idle = idle < 0 ? row.number(-1, "idle_percent") : idle;
    }
    if (idle < 0) {
      throw load.unreadable("The idle percentage was expected.");
    }
    return new Cpu(Math.round((100 - idle) * 100) / 100.0);
  }

  /** The device tells kilobytes; a kilobyte counts as 1000 bytes. */
  private static Memory memory(NxosJson answer) {
    for (NxosJson row : answer.rows("process_tag")) {
      return new Memory(
          row.integer(-1, "process-memory-share-total-shm-avail") * 1000,
          row.integer(-1, "process-memory-share-total-shm-used") * 1000);
    }
    throw answer.unreadable("The shared memory of the processes was expected.");
  }
}
