package io.netauto.server.identity;

import io.nayuki.qrcodegen.QrCode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * What an authenticator app needs to make codes.
 *
 * @param key in Base32, to type
 * @param uri with all that the app wants to know
 * @param size of the QR code of the URI, in modules, with its quiet zone
 * @param path the dark modules, as the path of an SVG of that size
 */
public record Enrolment(String key, String uri, int size, String path) {
  private static final int QUIET = 4;

  static Enrolment of(String username, String key) {
    String label = URLEncoder.encode("NetAuto:" + username, StandardCharsets.UTF_8);
    String uri =
        "otpauth://totp/%s?secret=%s&issuer=NetAuto".formatted(label.replace("+", "%20"), key);
    QrCode code = QrCode.encodeText(uri, QrCode.Ecc.MEDIUM);
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < code.size; y++) {
      for (int x = 0; x < code.size; x++) {
        if (code.getModule(x, y)) {
          path.append('M').append(x + QUIET).append(' ').append(y + QUIET).append("h1v1h-1z");
        }
      }
    }
    return new Enrolment(key, uri, code.size + 2 * QUIET, path.toString());
  }

  /** The key in groups of four. */
  public String keyInGroups() {
    return key.replaceAll("(.{4})(?!$)", "$1 ");
  }

  @Override
  public String toString() {
    return "Enrolment[***]";
  }
}
