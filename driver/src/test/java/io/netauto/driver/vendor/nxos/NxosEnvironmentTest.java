package io.netauto.driver.vendor.nxos;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.getters.Environment;
import io.netauto.driver.getters.Environment.Fan;
import io.netauto.driver.getters.Environment.Power;
import io.netauto.driver.getters.Environment.Temperature;
import io.netauto.driver.getters.Getter;
import io.netauto.driver.getters.Getters;
import io.netauto.driver.getters.Recorded;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NxosEnvironmentTest {
  private static final Getters NXOS = NxosGetters.all();

  @Test
  void environment_from_json() {
    Recorded device =
        new Recorded()
            .with(
                "show environment | json",
                """
                {"fandetails_3k": {"TABLE_faninfo": {"ROW_faninfo": [
                   {"fanname": "Chassis-1", "fanstatus": "Failed"}, {"fanname": "PS-1", "fanstatus": "Ok"}]}},
                 "TABLE_tempinfo": {"ROW_tempinfo": [
                   {"tempmod": "1", "sensor": "Intake ", "curtemp": "71", "majthres": "70", "alarmstatus": "Major"},
                   {"tempmod": "1", "sensor": "Intake ", "curtemp": "20", "majthres": "70", "alarmstatus": "Ok "}]},
                 "powersup": {"TABLE_psinfo": [{"ROW_psinfo": {"psmodel": "N2200-PAC-400W",
                   "actual_out": "99 W", "ps_status_3k": "ok"}}]}}
                """)
            .with("show processes cpu | json", "{\"idle_percent\": \"97.5\"}")
            .with(
                "show processes memory shared | json",
                """
                {"TABLE_process_tag": {"ROW_process_tag": {
                  "process-memory-share-total-shm-avail": "20", "process-memory-share-total-shm-used": "3"}}}
                """);

    assertThat(device.get(NXOS, Getter.ENVIRONMENT))
        .isEqualTo(
            new Environment(
                Map.of("Chassis-1", new Fan(false)),
                Map.of(
                    "1-1 Intake", new Temperature(71, true, true),
                    "1-2 Intake", new Temperature(20, false, false)),
                Map.of("1", new Power(true, 400, 99)),
                Map.of("0", new Environment.Cpu(2.5)),
                new Environment.Memory(20000, 3000)));
  }

  @Test
  void environment_from_text() {
    Recorded device =
        new Recorded()
            .with(
                "show system resources",
                """
                    CPU0 states  :   1.00% user,   2.00% kernel,   97.00% idle
                Memory usage:   16401224K total,   4798280K used,   11602944K free
                """)
            .with(
                "show environment temperature",
                "1        Intake          70              42          42         Ok\n");

    Environment environment = device.get(NXOS, Getter.ENVIRONMENT);

    assertThat(environment.cpu()).containsExactly(Map.entry("0", new Environment.Cpu(3)));
    assertThat(environment.memory()).isEqualTo(new Environment.Memory(16401224, 4798280));
    assertThat(environment.temperature())
        .containsExactly(Map.entry("Intake-1", new Temperature(42, true, false)));
  }
}
