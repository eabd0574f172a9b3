package io.netauto.server.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.Algorithms;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SshProfileTest {
  @Test
  void lists_of_ones_own_take_the_place_of_the_modern_ones_or_stand_behind_them() {
    SshProfile profile =
        SshProfile.of(" ciphers=3des-cbc,aes128-cbc;  KexAlgorithms=+diffie-hellman-group1-sha1 ")
            .orElseThrow();
    Algorithms modern = Algorithms.modern();
    assertThat(profile.algorithms().ciphers()).containsExactly("3des-cbc", "aes128-cbc");
    assertThat(profile.algorithms().keyExchanges())
        .startsWith(modern.keyExchanges().getFirst())
        .endsWith("diffie-hellman-group1-sha1")
        .hasSize(modern.keyExchanges().size() + 1);
    assertThat(profile.algorithms().macs()).isEqualTo(modern.macs());
    assertThat(profile.code())
        .isEqualTo("KexAlgorithms=+diffie-hellman-group1-sha1 Ciphers=3des-cbc,aes128-cbc");
    assertThat(SshProfile.of(profile.code())).contains(profile);
    assertThat(profile.words())
        .isEqualTo("own lists, weak: diffie-hellman-group1-sha1, 3des-cbc, aes128-cbc");
    assertThat(SshProfile.of("Ciphers=aes256-ctr").orElseThrow().words()).isEqualTo("own lists");
  }

  @Test
  void the_two_that_have_names_are_known_in_any_case() {
    assertThat(
            List.of(SshProfile.of("Legacy").orElseThrow(), SshProfile.of("MODERN").orElseThrow()))
        .containsExactly(SshProfile.LEGACY, SshProfile.MODERN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ancient                          | "ancient" is not an SSH profile: use modern, legacy, or
          KexAlgorithms=rot13              | The key exchange algorithm "rot13" is not known; known are
          HostKeyAlgorithms=+ssh-rsa,x     | The signature algorithm "x" is not known
          Ciphers=                         | The cipher algorithm "" is not known
          Ciphers=3des-cbc,3des-cbc        | The cipher algorithm "3des-cbc" is named twice.
          MACs=+hmac-sha2-256              | The MAC algorithm "hmac-sha2-256" is named twice.
          Ciphers=3des-cbc Ciphers=3des-cbc| The list Ciphers is there twice.
          Cyphers=3des-cbc                 | "Cyphers=3des-cbc" is no list of SSH algorithms
          MACs=hmac-md5 3des-cbc           | "3des-cbc" is no list of SSH algorithms
          """)
  void what_is_wrong_is_told_with_the_name(String text, String words) {
    assertThat(SshProfile.of(text)).isEmpty();
    assertThat(SshProfile.problem(text).orElseThrow()).contains(words);
  }
}
