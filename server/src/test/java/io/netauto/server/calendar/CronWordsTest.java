package io.netauto.server.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronWordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "30 2 * * *|at 02:30 every day",
        "30 2 * * SAT|at 02:30 every Saturday",
        "0 6,18 * * MON-FRI|at 06:00 and 18:00 every Monday to Friday",
        "0 0 1 1 *|at 00:00 on day 1 of the month in January",
        "15 4 1,15 * ?|at 04:15 on day 1 and 15 of every month",
        "0 3 L * *|at 03:00 on the last day of the month",
        "0 * * * *|every hour",
        "5 * * * 0,7|at minute 5 of every hour on Sunday and Sunday",
        "*/10 * * * *|every 10 minutes",
        "30 */4 * * *|every 4 hours, at minute 30",
        "0 2 * * SAT#1|at the times of 0 2 * * SAT#1",
        "0-30/7 2 * * *|at the times of 0-30/7 2 * * *",
      })
  void usual_times_are_told_in_words(String cron, String words) {
    assertThat(CronWords.of(cron)).isEqualTo(words);
  }

  @Test
  void the_next_times_follow_the_clocks_of_their_zone() {
    CronTimes times =
        CronTimes.of("30 2 * * *", "Europe/Berlin", Instant.parse("2027-03-27T00:00:00Z"), 3);
    // On the 28th half past two is left out.
    assertThat(times.next())
        .containsExactly(
            Instant.parse("2027-03-27T01:30:00Z"),
            Instant.parse("2027-03-29T00:30:00Z"),
            Instant.parse("2027-03-30T00:30:00Z"));
    assertThat(times.date(times.next().get(1))).isEqualTo("Mon 29 Mar 2027, 02:30");
    assertThat(CronTimes.of("0 0 30 2 *", "UTC", Instant.EPOCH, 3).next()).isEmpty();
  }
}
