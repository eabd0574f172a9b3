package io.netauto.cli.tls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The SHA-256 of a certificate, written as browsers and openssl do: {@code SHA256:0A:1B:…}.
 *
 * @param hex 64 lower-case digits
 */
public record Fingerprint(String hex) {
  public Fingerprint {
    if (!hex.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("not a SHA-256");
    }
  }

  /**
   * Reads {@code SHA256:} with hexadecimal digits (colons or not) or Base64 after it.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static Fingerprint parse(String text) {
    String value = text.strip();
    if (!value.regionMatches(true, 0, "SHA256:", 0, 7)) {
      throw new IllegalArgumentException(wrong(text));
    }
    value = value.substring(7);
    String hex = value.replace(":", "").toLowerCase(Locale.ROOT);
    if (hex.matches("[0-9a-f]{64}")) {
      return new Fingerprint(hex);
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(value);
      if (bytes.length == 32) {
        return new Fingerprint(HexFormat.of().formatHex(bytes));
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(wrong(text), e);
    }
    throw new IllegalArgumentException(wrong(text));
  }

  private static String wrong(String text) {
    return "'"
        + text
        + "' is not a SHA-256 fingerprint; expected SHA256: and 64 hexadecimal digits or Base64";
  }

  public static Fingerprint of(X509Certificate certificate) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return new Fingerprint(HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return "SHA256:"
        + HexFormat.ofDelimiter(":").withUpperCase().formatHex(HexFormat.of().parseHex(hex));
  }
}
