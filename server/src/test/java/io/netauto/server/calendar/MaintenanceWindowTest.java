package io.netauto.server.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class MaintenanceWindowTest {
  @Test
  void a_window_knows_when_it_is_open() {
    MaintenanceWindow window = new MaintenanceWindow(1, "w", "0 2 * * SAT", "UTC", 120);
    Instant saturday = Instant.parse("2026-11-21T02:00:00Z");
    assertThat(window.openUntil(saturday.minusSeconds(1))).isEmpty();
    assertThat(window.openUntil(saturday)).contains(saturday.plusSeconds(7_200));
    assertThat(window.openUntil(saturday.plusSeconds(7_199))).isPresent();
    assertThat(window.openUntil(saturday.plusSeconds(7_200))).isEmpty();
    assertThat(window.opensAfter(saturday)).contains(saturday.plusSeconds(7 * 86_400));
  }
}
