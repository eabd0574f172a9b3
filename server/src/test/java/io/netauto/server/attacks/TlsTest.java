package io.netauto.server.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.testing.RawHttp;
import io.netauto.server.testing.ServerTest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Only TLS of today is spoken. */
class TlsTest extends ServerTest {
  private static final int ALERT = 0x15;

  private int port() {
    return nobody().request("/").build().uri().getPort();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void speaks_this_version_with_a_secret_of_its_own(String version) throws Exception {
    try (SSLSocket socket = RawHttp.tls(port(), version)) {
      assertThat(socket.getSession().getProtocol()).isEqualTo(version);
      assertThat(socket.getSession().getCipherSuite())
          .matches("TLS_(ECDHE_ECDSA_WITH_)?(AES_(128|256)_GCM|CHACHA20_POLY1305)_SHA(256|384)");
    }
  }

  @Test
  void prefers_the_newest_version() throws Exception {
    try (SSLSocket socket = RawHttp.tls(port())) {
      assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
    }
  }

  /** By hand, since no client of today speaks them. */
  @ParameterizedTest
  @CsvSource({"SSLv3, 0", "TLSv1.0, 1", "TLSv1.1, 2"})
  void refuses_what_is_older(String name, int minor) throws Exception {
    byte[] answer = RawHttp.bytes(port(), hello(minor, 0xc0, 0x0a));
    assertThat(answer).as(name).hasSizeGreaterThanOrEqualTo(7);
    assertThat(answer[0]).as(name).isEqualTo((byte) ALERT);
    assertThat(answer[5]).as("fatal").isEqualTo((byte) 2);
  }

  /** TLS_RSA_WITH_AES_128_CBC_SHA; ECDHE_ECDSA with 3DES, NULL, RC4 and AES in CBC. */
  @ParameterizedTest
  @CsvSource({
    "0x00, 0x2f",
    "0xc0, 0x08",
    "0xc0, 0x06",
    "0xc0, 0x07",
    "0xc0, 0x09",
    "0xc0, 0x0a",
    "0xc0, 0x23"
  })
  void refuses_a_weak_cipher(int high, int low) throws Exception {
    byte[] answer = RawHttp.bytes(port(), hello(3, high, low));
    assertThat(answer).hasSizeGreaterThanOrEqualTo(7);
    assertThat(answer[0]).isEqualTo((byte) ALERT);
  }

  /** The same by hand with a cipher of today is answered by a ServerHello. */
  @Test
  void a_hello_of_today_is_answered() throws Exception {
    byte[] hello = hello(3, 0xc0, 0x2b);
    try (var socket = new java.net.Socket(java.net.InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(hello);
      assertThat(socket.getInputStream().read()).isEqualTo(0x16);
    }
  }

  @Test
  void answers_nothing_of_ours_to_a_request_in_clear() throws Exception {
    byte[] answer =
        RawHttp.bytes(
            port(),
            "GET /login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
    String text = new String(answer, StandardCharsets.UTF_8);
    assertThat(text).doesNotContain("Set-Cookie", "NetAuto", "200");
  }

  /** A ClientHello of version 3.{@code minor} with one cipher, P-256 and ECDSA or RSA. */
  private static byte[] hello(int minor, int high, int low) {
    ByteArrayOutputStream extensions = new ByteArrayOutputStream();
    extensions.writeBytes(new byte[] {0, 10, 0, 4, 0, 2, 0, 23}); // groups: secp256r1
    extensions.writeBytes(new byte[] {0, 11, 0, 2, 1, 0}); // points: uncompressed
    extensions.writeBytes(new byte[] {0, 13, 0, 6, 0, 4, 4, 3, 4, 1}); // signatures
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write(3);
    body.write(minor);
    body.writeBytes(new byte[32]); // random
    body.write(0); // session
    body.writeBytes(new byte[] {0, 2, (byte) high, (byte) low});
    body.writeBytes(new byte[] {1, 0}); // no compression
    body.write(0);
    body.write(extensions.size());
    body.writeBytes(extensions.toByteArray());
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    record.writeBytes(new byte[] {0x16, 3, (byte) Math.min(minor, 1), 0});
    record.write(body.size() + 4);
    record.writeBytes(new byte[] {1, 0, 0});
    record.write(body.size());
    record.writeBytes(body.toByteArray());
    return record.toByteArray();
  }
}
