package io.netauto.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same cases as in lines.test.js: the page does not change when its script arrives. */
class WordsTest {
  @ParameterizedTest
  @CsvSource({
    "3000, just now",
    "59000, 59 s ago",
    "3599000, 59 min ago",
    "169200000, 47 h ago",
    "103680000000, '1,200 days ago'",
    "-86400000, in 24 h"
  })
  void ago(long millis, String words) {
    assertThat(Words.ago(Instant.EPOCH, Instant.ofEpochMilli(millis))).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({"470, 0.4 s", "59900, 59 s", "185000, 3 min 5 s", "7800000, 2 h 10 min", "-5, 0.0 s"})
  void duration(long millis, String words) {
    assertThat(Words.duration(Duration.ofMillis(millis))).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({"999, 999 B", "4200, 4.2 kB", "999960, 1.0 MB", "1300000000, 1.3 GB"})
  void bytes(long n, String words) {
    assertThat(Words.bytes(n)).isEqualTo(words);
  }

  @Test
  void control_characters_are_seen() {
    assertThat(Words.visible("a\u001b[0m\u0007\r\nb")).isEqualTo("a␛[0m␇␍\nb");
  }
}
