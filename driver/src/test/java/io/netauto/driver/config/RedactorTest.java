package io.netauto.driver.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netauto.driver.platform.Platforms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
  /** Patterns of a user's own, of a platform whose file names none. */
  private static final Redactor COMMON =
      Redactor.of(
          Platforms.read("acme.yaml", "name: A\nvendor: A\nmodes:\n  - {name: m, prompt: 'x>'}\n"));

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

  private static String redacted(Redactor redactor, String text) {
    Redactor.Redacted once = redactor.redact(text);
    Redactor.Redacted twice = redactor.redact(once.text());
    assertThat(twice.text()).as("a second time").isEqualTo(once.text());
    assertThat(twice.masked()).as("a second time").isZero();
    return once.text();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "enable secret 9 $9$abc | enable secret 9 *",
        "username bob privilege 15 password 7 0822455D0A16 | username bob privilege 15 password 7"
            + " *",
        "snmp-server community publiccom ro | snmp-server community * ro",
        "tacacs-server host 10.0.0.1 key 7 0822 | tacacs-server host 10.0.0.1 key 7 *",
        "radius-server key cleartext | radius-server key *",
        "radius server R address 10.1.1.1 key s3cret | radius server R address 10.1.1.1 key *",
        "set psksecret ENC abcdef== | set psksecret ENC *",
        "set password ENC AAAA | set password ENC *",
        "ip ftp://joe:hunter2@192.0.2.1/x | ip ftp://joe:*@192.0.2.1/x",
        "password \"quoted word\" | password \"* word\"",
        "neighbor 10.0.0.2 password s | neighbor 10.0.0.2 password *",
        "hostname password-server | hostname password-server",
        "route-map X set community 65000:1 | route-map X set community 65000:1",
        "service password-encryption | service password-encryption",
      })
  void masks_by_common_words_where_the_platform_names_none(String line, String clean) {
    assertThat(redacted(COMMON, line)).isEqualTo(clean.replace("*", Redactor.MASK));
  }

  @Test
  void masks_what_the_platforms_patterns_find_and_counts_it() {
    Redactor redactor =
        new Redactor(
            List.of(
                Pattern.compile("(?m)^key (?<secret>\\S+)"),
                Pattern.compile("auth (?<secret>\\S+) priv (?<secret2>\\S+)"),
                Pattern.compile("priv (?<secret>.*)")));
    Redactor.Redacted result =
        redactor.redact("key one\nx key two\nuser auth a1 priv b2 c3\r\nkey four\n");
    assertThat(result.text())
        .isEqualTo(
            "key <secret hidden>\nx key two\nuser auth <secret hidden> priv <secret hidden>\r\n"
                + "key <secret hidden>\n");
    assertThat(result.masked()).isEqualTo(4);
    assertThatThrownBy(() -> new Redactor(List.of(Pattern.compile("key \\S+"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(?<secret>\\S+)",
        "key (?<secret>\\S+)",
        "key \\S+ (?<secret>\\S+)",
        "(?<secret>[a-z]+) hidden",
        "(?<secret>hidden)",
        "<(?<secret>secret)",
        "(?<secret>.).*",
        "(?<=k)(?<secret>.*)y",
        "(?<secret>)",
      })
  void a_second_redaction_finds_nothing_whatever_the_pattern(String pattern) {
    Redactor redactor = new Redactor(List.of(Pattern.compile(pattern)));
    for (String text :
        List.of(
            "key one two three", "", "secret hidden", "key <secret hidden> x", "a\n\nkey b\n")) {
      redacted(redactor, text);
    }
  }

  @Test
  void keeps_the_frame_of_a_private_key_and_hides_what_is_in_it() {
    assertThat(redacted(COMMON, KEY))
        .isEqualTo(
            """
            crypto pki import
            -----BEGIN RSA PRIVATE KEY-----
            <secret hidden>
            -----END RSA PRIVATE KEY-----
            hostname r1
            """);
    assertThat(COMMON.redact(KEY).masked()).isEqualTo(1);
  }

  @Test
  void hides_a_private_key_in_quotes_and_one_in_a_single_line() {
    String quoted =
        "    set private-key \"-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIabc\n"
            + "-----END ENCRYPTED PRIVATE KEY-----\"\n    next\n";
    assertThat(redacted(COMMON, quoted))
        .doesNotContain("MIIabc")
        .contains("END ENCRYPTED PRIVATE KEY-----\"\n    next\n");
    String single =
        "\"key\": \"-----BEGIN OPENSSH PRIVATE KEY-----\\n"
            + "b3Blbn\\n"
            + "-----END OPENSSH PRIVATE KEY-----\"";
    assertThat(redacted(COMMON, single)).doesNotContain("b3Blbn").endsWith("KEY-----\"");
  }

  @Test
  void a_key_without_an_end_does_not_hide_the_text_for_ever() {
    String text = "-----BEGIN PRIVATE KEY-----\n" + "x\n".repeat(5000) + "hostname r1\n";
    assertThat(redacted(COMMON, text)).endsWith("hostname r1\n");
  }

  @Test
  void certificates_stay() {
    String text =
        """
        crypto pki certificate chain SLA-TrustPoint
         certificate ca 01
          30820321 30820209 A0030201 02020101 300D0609 2A864886 F70D0101 0B050030
          32310E30 0C060355 040A1305 43697363 6F312030 1E060355 04031317 43697363
          \tquit
        -----BEGIN CERTIFICATE-----
        MIIDxTCCAq2gAwIBAgIQAqxcJmoLQJuPC3nyrkYldzANBgkqhkiG9w0BAQUFADBs
        -----END CERTIFICATE-----
        """;
    assertThat(redacted(COMMON, text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "banner motd ^C\nThe password policy is strict\npassword here\n^C\n",
        "banner login #\nsecret agents only\n#\n",
        "banner motd\nYour password expires\nEOF\n",
        "banner exec ^CAll in one line password nothing^C\n",
      })
  void banners_stay_and_what_follows_them_is_redacted(String banner) {
    String text = banner + "enable password abc\n";
    String clean = redacted(COMMON, text);
    if (banner.lines().count() > 1) {
      assertThat(clean).startsWith(banner);
    }
    assertThat(clean).endsWith("enable password " + Redactor.MASK + "\n");
  }

  @Test
  void a_banner_without_an_end_hides_no_secret_from_redaction() {
    String text = "banner motd ^C\nhello\n" + "enable password abc\n".repeat(400);
    assertThat(redacted(COMMON, text)).doesNotContain("abc");
    assertThat(redacted(COMMON, "banner motd\nenable password abc\n")).doesNotContain("abc");
  }

  @Test
  void masks_a_secret_over_several_lines() {
    Redactor json =
        new Redactor(
            List.of(
                Pattern.compile("\"key\"\\s*:\\s*(?<secret>\"[^\"]*\"|\\{[^{}]*\\})"),
                Pattern.compile("password\\s+(?<secret>\\S+)")));
    assertThat(redacted(json, "{\n \"key\": {\n  \"a\": \"x\"\n },\n \"b\": \"password\nhost\"}"))
        .isEqualTo("{\n \"key\": <secret hidden>,\n \"b\": \"password\nhost\"}");
  }

  @Test
  void a_line_that_takes_too_many_steps_is_hidden_whole() {
    Redactor slow = new Redactor(List.of(Pattern.compile("(a+){2,20}b(?<secret>x)")));
    String clean = redacted(slow, "a".repeat(60) + "\nhostname r1\n");
    assertThat(clean).isEqualTo(Redactor.MASK + "\nhostname r1\n");
  }

  @Test
  void lines_come_out_as_they_go_in() {
    List<String> out = new ArrayList<>();
    RedactedLines lines = COMMON.lines(out::add);
    lines.line("hostname r1");
    assertThat(out).containsExactly("hostname r1");
    lines.line("enable password abc");
    lines.line("banner motd ^C");
    assertThat(out).hasSize(2);
    lines.line("enable password def");
    lines.end();
    assertThat(out)
        .containsExactly(
            "hostname r1",
            "enable password " + Redactor.MASK,
            "banner motd ^C",
            "enable password " + Redactor.MASK);
    assertThat(lines.masked()).isEqualTo(2);
  }

  /** Ten times the text may take ten times the time, and not a hundred. */
  @Test
  void takes_time_in_proportion_to_the_text() {
    String line = "snmp-server host 10.1.2.3 version 2c string456 description some words here\n";
    COMMON.redact(line.repeat(5000));
    long small = time(line.repeat(5_000));
    long large = time(line.repeat(50_000));
    assertThat(large).isLessThan(40 * Math.max(small, Duration.ofMillis(5).toNanos()));
  }

  private static long time(String text) {
    long start = System.nanoTime();
    COMMON.redact(text);
    return System.nanoTime() - start;
  }
}
