package io.netauto.driver.config;

import io.netauto.driver.platform.Platform;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Replaces the secrets in what a device printed by {@link #MASK}: those that the platform's
 * patterns find in a line, private keys, and passwords in URLs. What is no secret stays as it is,
 * certificates and banners included. Redacting a redacted text changes nothing. Safe for use by
 * many threads.
 *
 * <p>A line in which a pattern takes too many steps is masked whole rather than shown.
 */
public final class Redactor {
  /** Stands in place of each secret. */
  public static final String MASK = "<secret hidden>";

  private final List<Pattern> secrets;
  private final MaskLine maskLine;
  private final MaskBlocks maskBlocks;

  public Redactor(List<Pattern> secrets) {
    this.secrets = List.copyOf(secrets);
    maskLine = new MaskLine(secrets);
    maskBlocks = new MaskBlocks(secrets);
  }

  /** With the patterns of the platform; one that has none gets patterns of common words. */
  public static Redactor of(Platform platform) {
    return platform.secrets().isEmpty() ? common() : new Redactor(platform.secrets());
  }

  /** With patterns of common words, for what is of no platform. */
  public static Redactor common() {
    return new Redactor(CommonSecrets.PATTERNS);
  }

  /** One that knows these patterns as well; each has a group named secret. */
  public Redactor with(Collection<Pattern> more) {
    Map<String, Pattern> all = new LinkedHashMap<>();
    Stream.concat(secrets.stream(), more.stream())
        .forEach(pattern -> all.putIfAbsent(pattern.flags() + " " + pattern, pattern));
    return all.size() == secrets.size() ? this : new Redactor(List.copyOf(all.values()));
  }

  /**
   * A text without its secrets.
   *
   * @param masked how many secrets were replaced
   */
  public record Redacted(String text, int masked) {}

  /** Redacts a whole text; line ends stay as they are. */
  public Redacted redact(String whole) {
    MaskBlocks.Masked blocks = maskBlocks.mask(whole);
    String text = blocks.text();
    StringBuilder clean = new StringBuilder(text.length());
    RedactedLines lines = lines(clean::append);
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf('\n', from);
      int next = end < 0 ? text.length() : end + 1;
      lines.line(text.substring(from, next));
      from = next;
    }
    lines.end();
    return new Redacted(clean.toString(), blocks.masked() + lines.masked());
  }

  /**
   * Redacts lines as they come. A secret that a pattern finds only over several lines, such as an
   * object of JSON, is found by {@link #redact} alone.
   */
  public RedactedLines lines(Consumer<String> out) {
    return new RedactedLines(maskLine, out);
  }

  /** Redacts a stream of lines, each line by itself and at once. */
  public StreamRedactor stream() {
    return new StreamRedactor(maskLine, maskBlocks);
  }

  /** For platforms whose files name no secrets. */
  private static final class CommonSecrets {
    static final List<Pattern> PATTERNS = patterns();

    private static List<Pattern> patterns() {
      String kind =
          "(?:(?:\\d{1,2}|encrypted|hashed|ciphertext|cipher|plaintext|plain|clear|simple|ENC"
              + "|sha\\d{0,3}|md5|ascii|hex|irreversible-cipher)[ \"]++)*+";
      List<Pattern> patterns = new ArrayList<>();
      for (String words :
          List.of(
              "(?:password|passwd|passphrase|secret|psk|pre-shared-key|shared-secret|key-string"
                  + "|auth(?:entication)?-key|encryption-key|server-key|psksecret|wpa-psk)",
              "(?:tacacs|radius|aaa|ldap|server|ntp|bgp|isakmp|ikev2)\\S*\\b.{0,200}?\\bkey",
              "snmp\\S*\\b.{0,200}?\\bcommunity",
              "snmp\\S* .{0,200}?\\b(?:auth|priv)\\S*(?: (?:md5|sha|des|3des|aes)\\S*)?(?:"
                  + " \\d+)?")) {
        patterns.add(
            Pattern.compile("(?i)\\b" + words + "[ =:]+\"?" + kind + "(?<secret>[^\\s\";]+)"));
      }
      return List.copyOf(patterns);
    }
  }
}
