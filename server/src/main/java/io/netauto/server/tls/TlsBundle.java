package io.netauto.server.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/**
 * The key and certificate of the server's port, looked at every hour: a self-made certificate that
 * is renewed, or a file that the operator replaced, is served without a restart.
 */
final class TlsBundle implements SslBundleRegistrar, AutoCloseable {
  static final String NAME = "netauto";
  private static final Logger log = LoggerFactory.getLogger(TlsBundle.class);

  /**
   * Those of TLS 1.3, and of 1.2 those with forward secrecy that authenticate what they encrypt.
   */
  private static final List<String> CIPHERS =
      List.of(
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");

  private static final Duration LOOKED_AT_EVERY = Duration.ofHours(1);

  private final TlsSettings settings;
  private final InstantSource clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("netauto-tls").factory());
  private @Nullable Pem served;

  TlsBundle(TlsSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public synchronized void registerBundles(SslBundleRegistry registry) {
    if (!settings.tls()) return;
    var first = current();
    registry.registerBundle(NAME, bundle(first));
    served = first;
    var seconds = LOOKED_AT_EVERY.toSeconds();
    // Never completes: refresh() does not throw.
    var _ =
        timer.scheduleWithFixedDelay(() -> refresh(registry), seconds, seconds, TimeUnit.SECONDS);
  }

  /** Serves what there is by now. What cannot be read leaves the old in service. */
  synchronized void refresh(SslBundleRegistry registry) {
    try {
      var next = current();
      if (next.equals(served)) return;
      registry.updateBundle(NAME, bundle(next));
      served = next;
      log.info("The new TLS certificate is in service.");
    } catch (RuntimeException e) {
      log.error("The TLS certificate cannot be renewed; the old one stays in service.", e);
    }
  }

  private Pem current() {
    var certificate = settings.tlsCert();
    var key = settings.tlsKey();
    return certificate == null || key == null
        ? SelfMadeCertificate.in(settings.data(), clock).pem()
        : new Pem(read("NET_AUTO_TLS_CERT", certificate), read("NET_AUTO_TLS_KEY", key));
  }

  private static String read(String variable, Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s names \"%s\", which cannot be read: %s".formatted(variable, file, e), e);
    }
  }

  private SslBundle bundle(Pem pem) {
    var store = new PemSslStoreDetails(null, pem.certificate(), pem.key());
    var bundle =
        SslBundle.of(
            new PemSslStoreBundle(store, null),
            SslBundleKey.NONE,
            SslOptions.of(CIPHERS.toArray(String[]::new), new String[] {"TLSv1.2", "TLSv1.3"}));
    try {
      bundle.createSslContext();
      return bundle;
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "The TLS certificate \"%s\" and key \"%s\" cannot be used: %s. Both must be PEM, the key without a passphrase."
              .formatted(settings.tlsCert(), settings.tlsKey(), e.getMessage()),
          e);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
