package io.netauto.server.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfMadeCertificateTests {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir Path data;

  @Test
  void is_for_this_machine_on_p256_and_good_for_825_days() throws Exception {
    var certificate = at(NOW).certificate();

    assertThat(certificate.getSubjectAlternativeNames())
        .extracting(name -> (Object) name.get(1))
        .contains("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1")
        .contains(InetAddress.getLocalHost().getHostName());
    assertThat(((ECPublicKey) certificate.getPublicKey()).getParams().getOrder().bitLength())
        .isEqualTo(256);
    assertThat(
            Duration.between(
                certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant()))
        .isEqualTo(Duration.ofDays(825));
    assertThat(at(NOW).fingerprint()).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
  }

  @Test
  void is_kept_until_30_days_are_left_and_then_renewed() {
    var first = at(NOW).fingerprint();

    assertThat(at(NOW.plus(Duration.ofDays(794))).fingerprint()).isEqualTo(first);
    assertThat(at(NOW.plus(Duration.ofDays(796))).fingerprint()).isNotEqualTo(first);
  }

  @Test
  void keeps_the_key_from_others() throws Exception {
    at(NOW);

    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(data.resolve("tls/key.pem"))))
        .isEqualTo("rw-------");
  }

  @Test
  void is_made_anew_when_key_and_certificate_are_not_a_pair() throws Exception {
    var first = at(NOW);
    var key = data.resolve("tls/key.pem");
    SelfMadeCertificate.in(data.resolve("other"), InstantSource.fixed(NOW));
    Files.copy(data.resolve("other/tls/key.pem"), key, StandardCopyOption.REPLACE_EXISTING);

    var second = at(NOW);
    assertThat(second.fingerprint()).isNotEqualTo(first.fingerprint());

    Files.writeString(key, "not a key");
    assertThat(at(NOW).fingerprint()).isNotEqualTo(second.fingerprint());
  }

  private SelfMadeCertificate at(Instant now) {
    return SelfMadeCertificate.in(data, InstantSource.fixed(now));
  }
}
