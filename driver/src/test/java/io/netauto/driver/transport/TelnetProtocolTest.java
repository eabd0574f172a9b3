package io.netauto.driver.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TelnetProtocolTest {
  private static final int PIECE_WHOLE = Integer.MAX_VALUE;

  private final TelnetProtocol protocol = new TelnetProtocol("vt100", 511, 24);
  private final ByteArrayOutputStream own = new ByteArrayOutputStream();
  private final ByteArrayOutputStream answers = new ByteArrayOutputStream();

  private static byte[] hex(String bytes) {
    return HexFormat.of().parseHex(bytes.replace(" ", ""));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.ofDelimiter(" ").formatHex(bytes);
  }

  private void receive(byte[] bytes, int piece) {
    for (int at = 0; at < bytes.length; ) {
      byte[] buffer = new byte[Math.min(piece, bytes.length - at) + 2];
      int length = buffer.length - 2;
      System.arraycopy(bytes, at, buffer, 1, length);
      int n = protocol.received(buffer, 1, length);
      own.write(buffer, 1, n);
      at += length;
      byte[] answer = protocol.answers();
      if (answer != null) {
        answers.writeBytes(answer);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "WILL ECHO, WILL SGA      | ff fb 01 ff fb 03           | ff fd 01 ff fd 03",
        "DO TTYPE, then SEND      | ff fd 18 ff fa 18 01 ff f0  | ff fb 18 ff fa 18 00 76 74 31 30"
            + " 30 ff f0",
        "DO NAWS: 511 x 24        | ff fd 1f                    | ff fb 1f ff fa 1f 01 ff ff 00 18"
            + " ff f0",
        "DO ECHO, LINEMODE, 0xff  | ff fd 01 ff fd 22 ff fd ff  | ff fc 01 ff fc 22 ff fc ff",
        "WILL TTYPE, ENCRYPT      | ff fb 18 ff fb 26           | ff fe 18 ff fe 26",
        "WONT and DONT of nothing | ff fc 01 ff fe 18           |",
        "the same again           | ff fb 01 ff fb 01 ff fb 01  | ff fd 01",
        "on, off, on              | ff fb 01 ff fc 01 ff fb 01  | ff fd 01 ff fe 01 ff fd 01",
        "are you there            | ff f6                       | 0d 0a 5b 59 65 73 5d 0d 0a",
        "SEND without DO          | ff fa 18 01 ff f0           |",
        "no operation, go ahead   | ff f1 ff f9 ff f2           |",
      })
  void answers_what_is_asked_in_whatever_pieces_it_comes(
      String what, String received, String answered) {
    for (int piece : new int[] {PIECE_WHOLE, 1, 2, 3}) {
      TelnetProtocolTest fresh = new TelnetProtocolTest();
      fresh.receive(hex(received), piece);
      assertThat(hex(fresh.answers.toByteArray()))
          .as(what + " in pieces of " + piece)
          .isEqualTo(answered == null ? "" : answered);
      assertThat(fresh.own.size()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {PIECE_WHOLE, 1, 2, 3, 5})
  void leaves_the_devices_own_bytes_and_takes_the_protocol_out(int piece) {
    receive(hex("61 ff fb 01 62 ff ff 63 0d 00 64 0d 0a 65 ff fa 18 01 ff ff 41 ff f0 66"), piece);
    assertThat(hex(own.toByteArray())).isEqualTo("61 62 ff 63 0d 64 0d 0a 65 66");
  }

  @Test
  void a_nul_that_follows_no_carriage_return_is_the_devices_own() {
    receive(hex("00 61 00 0d 0d 00 62 0d ff f1 63"), PIECE_WHOLE);
    assertThat(hex(own.toByteArray())).isEqualTo("00 61 00 0d 0d 62 0d 63");
  }

  @Test
  void types_the_enter_key_as_the_device_takes_it() {
    byte[] typed = "show a\u00ff\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(hex(protocol.typed(typed))).isEqualTo("73 68 6f 77 20 61 ff ff 0d 0a");
    assertThat(hex(protocol.typed(hex("0d 0a 0d 0a")))).isEqualTo("0d 0a 0d 0a");
    receive(hex("ff fb 01"), PIECE_WHOLE);
    assertThat(hex(protocol.typed(hex("61 0a 62 0d")))).isEqualTo("61 0d 00 62 0d 00");
    receive(hex("ff fd 00"), PIECE_WHOLE);
    assertThat(hex(protocol.typed(hex("61 0a")))).isEqualTo("61 0d");
  }

  @Test
  void a_device_that_changes_its_mind_for_ever_is_not_answered_for_ever() {
    for (int i = 0; i < 10_000; i++) {
      receive(hex("ff fb 01 ff fc 01 ff f6"), PIECE_WHOLE);
    }
    assertThat(answers.size()).isLessThan(3_000);
  }

  @Test
  void a_subnegotiation_without_end_takes_no_memory() {
    receive(hex("ff fa 18"), PIECE_WHOLE);
    byte[] much = new byte[1 << 20];
    for (int i = 0; i < 64; i++) {
      receive(much, PIECE_WHOLE);
    }
    receive(hex("ff f0 41"), PIECE_WHOLE);
    assertThat(hex(own.toByteArray())).isEqualTo("41");
  }

  @Test
  void random_bytes_in_random_pieces_give_what_they_give_whole() {
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      byte[] noise = new byte[2_000];
      for (int i = 0; i < noise.length; i++) {
        noise[i] =
            (byte)
                switch (random.nextInt(4)) {
                  case 0 -> 255;
                  case 1 -> 240 + random.nextInt(16);
                  case 2 -> random.nextInt(32);
                  default -> random.nextInt(256);
                };
      }
      TelnetProtocolTest whole = new TelnetProtocolTest();
      whole.receive(noise, PIECE_WHOLE);
      TelnetProtocolTest pieces = new TelnetProtocolTest();
      pieces.receive(noise, 1 + random.nextInt(7));
      assertThat(pieces.own.toByteArray()).as("seed " + seed).isEqualTo(whole.own.toByteArray());
      assertThat(hex(pieces.answers.toByteArray()))
          .as("seed " + seed)
          .isEqualTo(hex(whole.answers.toByteArray()));
      assertThat(whole.own.size()).isLessThanOrEqualTo(noise.length);
      assertThat(whole.answers.size()).isLessThan(4_000);
    }
  }
}
