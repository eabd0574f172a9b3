package io.netauto.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.Level;

class SupervisionTests {
  @Test
  void pauses_longer_after_each_failure_up_to_ten_seconds() {
    assertThat(Supervisor.pause(1)).isEqualTo(Duration.ofMillis(100));
    assertThat(Supervisor.pause(4)).isEqualTo(Duration.ofMillis(800));
    assertThat(Supervisor.pause(1000)).isEqualTo(Duration.ofSeconds(10));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [4711] 28P01 FATAL:  password authentication failed for user "netauto" | WARN
          [4711] XX000 PANIC:  could not write to file                           | WARN
          [4711] 57P03 FATAL:  the database system is starting up                | DEBUG
          [4711] 57P01 FATAL:  terminating connection                            | DEBUG
          [4711] 42P01 ERROR:  relation "x" does not exist                       | DEBUG
          [4711] 00000 LOG:  user said FATAL: in a name                          | DEBUG
          """)
  void warns_of_what_is_grave_only(String line, Level level) {
    assertThat(PostgresLog.levelOf(line)).isEqualTo(level);
  }

  @Test
  void keeps_the_last_lines() {
    var log = new PostgresLog(() -> {});
    for (var number = 1; number <= 100; number++) log.accept("line " + number);

    assertThat(log.tail().lines()).hasSize(30).startsWith("line 71").endsWith("line 100");
  }
}
