package io.netauto.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.junit.jupiter.api.Test;

class AlgorithmsTest {
  private static final List<String> CURVE = List.of("curve25519-sha256");
  private static final List<String> ED = List.of("ssh-ed25519");
  private static final List<String> CTR = List.of("aes128-ctr");
  private static final List<String> SHA2 = List.of("hmac-sha2-256");

  @Test
  void every_known_name_is_one_that_the_library_offers() {
    Algorithms known = Algorithms.known();
    assertThat(known.keyExchanges())
        .allMatch(n -> BuiltinDHFactories.fromFactoryName(n).isSupported());
    assertThat(known.signatures())
        .allMatch(n -> BuiltinSignatures.fromFactoryName(n).isSupported());
    assertThat(known.ciphers()).allMatch(n -> BuiltinCiphers.fromFactoryName(n).isSupported());
    assertThat(known.macs()).allMatch(n -> BuiltinMacs.fromFactoryName(n).isSupported());
  }

  @Test
  void nothing_modern_is_weak_and_what_legacy_adds_is() {
    assertThat(Algorithms.modern().weak()).isEmpty();
    assertThat(Algorithms.legacy().weak())
        .contains("diffie-hellman-group14-sha1", "ssh-rsa", "aes128-cbc", "hmac-sha1")
        .hasSize(11);
    assertThat(Algorithms.of(CURVE, List.of("ssh-ed25519", "ssh-dss"), CTR, SHA2).weak())
        .containsExactly("ssh-dss");
  }

  @Test
  void an_unknown_name_is_refused_with_the_known_ones() {
    assertThatThrownBy(() -> Algorithms.of(CURVE, ED, List.of("aes128-crt"), SHA2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cipher algorithm \"aes128-crt\" is not known")
        .hasMessageContaining("aes128-ctr");
    assertThatThrownBy(() -> Algorithms.of(List.of(), ED, CTR, SHA2))
        .hasMessageContaining("key exchange algorithms is empty");
    assertThatThrownBy(() -> Algorithms.of(CURVE, ED, CTR, List.of("hmac-sha1", "hmac-sha1")))
        .hasMessageContaining("\"hmac-sha1\" is named twice");
  }
}
