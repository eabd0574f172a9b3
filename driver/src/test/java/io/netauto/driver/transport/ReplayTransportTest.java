package io.netauto.driver.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReplayTransportTest {
  private static final Replay SHOW =
      Replay.parse(
          """
          a remark
          < Hi \\xff\\e[m\\r\\nr1#\\x20
          > show ü
          < show ü\\r\\n--More--
          ~ 30
          > q
          < \\rr1#\\x20
          > exit
          X
          """);

  private static byte[] readAll(Transport transport) throws Exception {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[7];
    while (true) {
      int n = transport.read(buffer, Deadline.after(Duration.ofMillis(60)));
      if (n <= 0) {
        return all.toByteArray();
      }
      all.write(buffer, 0, n);
    }
  }

  private static String readText(Transport transport) throws Exception {
    return new String(readAll(transport), StandardCharsets.UTF_8);
  }

  private static void type(Transport transport, String text) throws IOException {
    transport.write(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @EnumSource
  void sends_on_when_it_received_what_the_device_received(ReplayTransport.Cut cut)
      throws Exception {
    ReplayTransport replay = new ReplayTransport(SHOW, cut, 7, Duration.ofMillis(2), true);
    assertThat(readAll(replay))
        .isEqualTo("Hi \u00ff\u001b[m\r\nr1# ".getBytes(StandardCharsets.ISO_8859_1));
    type(replay, "show ü\r");
    assertThat(readText(replay)).isEqualTo("show ü\r\n--More--");
    type(replay, "q");
    assertThat(readText(replay)).isEqualTo("\rr1# ");
    assertThat(replay.isPlayed()).isFalse();
    type(replay, "exit\n");
    assertThat(replay.isPlayed()).isTrue();
    assertThat(replay.read(new byte[1], Deadline.after(Duration.ZERO))).isEqualTo(Transport.END);
    assertThat(replay.unexpected()).isEmpty();
  }

  @Test
  void answers_an_empty_line_with_the_prompt_and_notes_what_is_not_in_the_recording()
      throws Exception {
    ReplayTransport replay = new ReplayTransport(SHOW);
    readAll(replay);
    type(replay, "\n");
    assertThat(readText(replay)).isEqualTo("\r\nr1# ");
    type(replay, "show other\n");
    assertThat(readText(replay)).isEmpty();
    assertThat(replay.unexpected()).containsExactly("show other");
  }

  @Test
  void a_read_ends_when_it_is_aborted() throws Exception {
    ReplayTransport replay = new ReplayTransport(SHOW);
    readAll(replay);
    Thread.ofVirtual().start(replay::abort);
    assertThatThrownBy(() -> replay.read(new byte[1], Deadline.after(Duration.ofSeconds(20))))
        .isInstanceOf(IOException.class);
    assertThat(replay.isAborted()).isTrue();
  }

  @Test
  void a_script_that_cannot_be_read_is_refused_with_the_reason() {
    assertThatThrownBy(() -> Replay.parse("< \\q")).hasMessageContaining("\\q means nothing");
    assertThatThrownBy(() -> Replay.parse("< \\x4")).hasMessageContaining("hexadecimal");
    assertThatThrownBy(() -> Replay.parse("~ soon")).hasMessageContaining("~ soon");
  }
}
