package io.netauto.driver.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class PlatformSecretsTest {
  private static final Platforms PLATFORMS = Platforms.builtIn();

  static Stream<String> platforms() throws Exception {
    return samples().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("platforms")
  void leaves_no_secret_in_a_line(String id) throws Exception {
    Platform platform = PLATFORMS.get(id);
    for (String line : samples().getOrDefault(id, Map.of()).getOrDefault("hide", List.of())) {
      assertThat(hidden(platform, line)).as("\"%s\" on %s", line, id).doesNotContain("hush");
    }
  }

  @ParameterizedTest
  @MethodSource("platforms")
  void keeps_lines_without_a_secret(String id) throws Exception {
    Platform platform = PLATFORMS.get(id);
    for (String line : samples().getOrDefault(id, Map.of()).getOrDefault("keep", List.of())) {
      assertThat(hidden(platform, line)).isEqualTo(line);
    }
  }

  @Test
  void finds_secrets_in_a_text_of_several_lines_too() {
    String text =
        "hostname r1\nenable secret 9 $9$hush1\nsnmp-server community hush2 RO\n"
            + "snmp-server community hush3 RW\n";
    assertThat(hidden(PLATFORMS.get("cisco_ios"), text))
        .isEqualTo(
            "hostname r1\nenable secret 9 *\nsnmp-server community * RO\n"
                + "snmp-server community * RW\n");
  }

  @Test
  void hides_the_body_of_a_private_key() {
    String text =
        "set private-key \"-----BEGIN ENCRYPTED PRIVATE KEY-----\nhush\nhush\n"
            + "-----END ENCRYPTED PRIVATE KEY-----\"\n";
    assertThat(hidden(PLATFORMS.get("fortinet_fortios"), text))
        .isEqualTo(
            "set private-key \"-----BEGIN ENCRYPTED PRIVATE KEY-----*"
                + "-----END ENCRYPTED PRIVATE KEY-----\"\n");
  }

  private static String hidden(Platform platform, String text) {
    String left = text;
    for (Pattern secret : platform.secrets()) {
      Matcher matcher = secret.matcher(left);
      StringBuilder shown = new StringBuilder();
      int at = 0;
      while (matcher.find()) {
        shown.append(left, at, matcher.start("secret")).append('*');
        at = matcher.end("secret");
      }
      left = shown.append(left.substring(at)).toString();
    }
    return left;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Map<String, List<String>>> samples() throws Exception {
    try (InputStream in =
        Objects.requireNonNull(
            PlatformSecretsTest.class.getResourceAsStream("/platform-secrets.yaml"))) {
      return (Map<String, Map<String, List<String>>>)
          new Load(LoadSettings.builder().build()).loadFromInputStream(in);
    }
  }
}
