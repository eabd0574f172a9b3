package io.netauto.driver.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.platform.Platforms;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamRedactorTest {
  private static final Platforms PLATFORMS = Platforms.builtIn();

  private static List<String> masked(String platform, String text) {
    StreamRedactor stream = Redactor.of(PLATFORMS.get(platform)).stream();
    return text.lines().map(line -> stream.line(line).text()).toList();
  }

  private static int count(String platform, String text) {
    StreamRedactor stream = Redactor.of(PLATFORMS.get(platform)).stream();
    return text.lines().mapToInt(line -> stream.line(line).masked()).sum();
  }

  private static final String KEY =
      """
      crypto pki import
      -----BEGIN RSA PRIVATE KEY-----
      Proc-Type: 4,ENCRYPTED

      MIIEpAIBAAKCAQEAsecretsecret
      c2VjcmV0
      -----END RSA PRIVATE KEY-----
      hostname r1
      """;

  @Test
  void a_line_stays_a_line_and_a_private_key_is_hidden_line_by_line() {
    assertThat(masked("cisco_ios", KEY))
        .containsExactly(
            "crypto pki import",
            "-----BEGIN RSA PRIVATE KEY-----",
            Redactor.MASK,
            "",
            Redactor.MASK,
            Redactor.MASK,
            "-----END RSA PRIVATE KEY-----",
            "hostname r1");
    assertThat(count("cisco_ios", KEY)).isEqualTo(1);
  }

  @Test
  void goes_on_within_a_key_from_the_state_of_another() {
    List<String> lines = KEY.lines().toList();
    Redactor redactor = Redactor.of(PLATFORMS.get("cisco_ios"));
    for (int cut = 0; cut <= lines.size(); cut++) {
      StreamRedactor first = redactor.stream();
      List<String> all = new ArrayList<>();
      lines.subList(0, cut).forEach(line -> all.add(first.line(line).text()));
      StreamRedactor second = redactor.stream();
      second.goOn(first.state());
      lines.subList(cut, lines.size()).forEach(line -> all.add(second.line(line).text()));
      assertThat(all).isEqualTo(masked("cisco_ios", KEY));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "juniper_junos | set x secret \"$9$abcdefghi\"; | set x secret \"*\";",
        "juniper_junos | set x secret \"abc/def\"; ## SECRET/next | set x secret \"*/*\"; ##"
            + " SECRET/next",
        "paloalto_panos | <phash>abc/def</phash>/<a>b</a> | <phash>*/*</phash>/<a>b</a>",
        "paloalto_panos | <key>/ab/cd/</key><key>/e</key>/<a>b</a> |"
            + " <key>/*/*/</key><key>/*</key>/<a>b</a>",
        "eaton_network | \"password\": {/\"c\": \"xyz\"/}, \"a\": 1/b |" + " */*/*, \"a\": 1/b",
      })
  void a_secret_over_several_lines_is_hidden_from_where_it_opens(
      String platform, String text, String clean) {
    assertThat(String.join("\n", masked(platform, text.replace('/', '\n'))))
        .isEqualTo(clean.replace('/', '\n').replace("*", Redactor.MASK));
  }

  @Test
  void a_secret_that_never_closes_hides_no_more_than_it_may_be_long() {
    String text = "set x secret \"abc\n" + "interface ge-0/0/0\n".repeat(2000);
    List<String> lines = masked("juniper_junos", text);
    assertThat(lines).hasSize(2001).endsWith("interface ge-0/0/0");
    assertThat(lines.stream().filter(Redactor.MASK::equals).count())
        .isBetween(800L, MaskBlocks.LONGEST / 19L + 1);
  }

  @Test
  void tells_what_it_hides() {
    StreamRedactor stream = Redactor.of(PLATFORMS.get("cisco_ios")).stream();
    List<String> told = new ArrayList<>();
    stream.tell(told::add);
    (KEY + "snmp-server community c0mm RO\n").lines().forEach(stream::line);
    assertThat(told)
        .containsExactly(
            "Proc-Type: 4,ENCRYPTED", "MIIEpAIBAAKCAQEAsecretsecret", "c2VjcmV0", "c0mm");
  }
}
