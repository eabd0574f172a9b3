package io.netauto.server.tls;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the server's port is encrypted. Each is also an environment variable: {@code
 * net-auto.tls-cert} is {@code NET_AUTO_TLS_CERT}.
 *
 * @param data the data folder, whose {@code tls} folder holds the self-made certificate
 * @param tls off to serve plain HTTP, as behind a proxy
 * @param tlsCert the operator's certificate, chain included, in PEM
 * @param tlsKey the private key to it, in PEM, without a passphrase
 */
@ConfigurationProperties("net-auto")
record TlsSettings(
    @DefaultValue("data") Path data,
    @DefaultValue("on") boolean tls,
    @Nullable Path tlsCert,
    @Nullable Path tlsKey) {
  TlsSettings {
    tlsCert = emptyAsNull(tlsCert);
    tlsKey = emptyAsNull(tlsKey);
    if ((tlsCert == null) != (tlsKey == null))
      throw new IllegalArgumentException(
          "NET_AUTO_TLS_CERT and NET_AUTO_TLS_KEY belong together, and only \"%s\" is set. Set both, or neither for a self-made certificate."
              .formatted(tlsCert == null ? "NET_AUTO_TLS_KEY" : "NET_AUTO_TLS_CERT"));
  }

  private static @Nullable Path emptyAsNull(@Nullable Path path) {
    return path == null || path.toString().isEmpty() ? null : path;
  }
}
