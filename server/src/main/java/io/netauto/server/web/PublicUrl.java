package io.netauto.server.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * The address under which people reach the server, of the form {@code https://netauto.example},
 * with no slash at its end. Where the operator gave none, it is what the request says, whose Host
 * header anybody can write.
 */
@Component
public class PublicUrl {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final String given;

  PublicUrl(@Value("${netauto.public-url:}") String given) {
    this.given = given.isBlank() ? "" : checked(given.strip());
  }

  private static String checked(String text) {
    try {
      URI uri = new URI(text);
      String host = uri.getHost();
      boolean root = "".equals(uri.getRawPath()) || "/".equals(uri.getRawPath());
      if (host != null
          && ("https".equals(uri.getScheme())
              || ("http".equals(uri.getScheme()) && LOOPBACK.contains(host)))
          && uri.getRawUserInfo() == null
          && uri.getPort() <= 65_535
          && uri.getPort() != 0
          && root
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null) {
        return uri.getScheme() + "://" + uri.getRawAuthority();
      }
    } catch (URISyntaxException e) {
      // told below
    }
    throw new IllegalArgumentException(
        "NET_AUTO_PUBLIC_URL is \"%s\": use the address that people open, with https and without a path, as https://netauto.example or https://netauto.example:8443."
            .formatted(text));
  }

  /** What the operator gave; empty for nothing. */
  public Optional<String> given() {
    return given.isEmpty() ? Optional.empty() : Optional.of(given);
  }

  /** What the operator gave, or else the address that the request of this thread names. */
  public String ofThisRequest() {
    return given.isEmpty()
        ? ServletUriComponentsBuilder.fromCurrentContextPath().toUriString()
        : given;
  }
}
