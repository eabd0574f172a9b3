package io.netauto.cli.config;

import io.netauto.cli.tls.Fingerprint;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A server and how to enter it.
 *
 * @param url without a slash at the end
 * @param apiKey null when not logged in
 * @param fingerprint of the only certificate that is trusted; null where the known CAs decide
 */
public record Profile(URI url, @Nullable ApiKey apiKey, @Nullable Fingerprint fingerprint) {
  /**
   * Reads a server's address.
   *
   * @throws IllegalArgumentException in words, when it is none
   */
  public static URI parseUrl(String text) {
    String stripped = text.strip().replaceAll("/+$", "");
    URI url = URI.create(stripped.contains("://") ? stripped : "https://" + stripped);
    if (url.getHost() == null
        || !(url.getScheme().equals("https") || url.getScheme().equals("http"))
        || url.getUserInfo() != null
        || url.getQuery() != null) {
      throw new IllegalArgumentException(
          "'" + text + "' is not an address of a server; expected https://HOST[:PORT]");
    }
    return url;
  }
}
