package io.netauto.cli.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/** The server showed a certificate that is neither the pinned one nor signed by a known CA. */
public final class UntrustedCertificate extends CertificateException {
  private final transient X509Certificate certificate;
  private final transient @Nullable Fingerprint pinned;

  UntrustedCertificate(
      X509Certificate certificate, @Nullable Fingerprint pinned, @Nullable Throwable cause) {
    super("certificate " + Fingerprint.of(certificate) + " is not trusted", cause);
    this.certificate = certificate;
    this.pinned = pinned;
  }

  public X509Certificate certificate() {
    return certificate;
  }

  public Fingerprint found() {
    return Fingerprint.of(certificate);
  }

  /** What was expected; null when nothing is pinned and the signer is unknown. */
  public @Nullable Fingerprint pinned() {
    return pinned;
  }

  /** The one among the causes of a failed connection, or null. */
  public static @Nullable UntrustedCertificate in(@Nullable Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof UntrustedCertificate found) {
        return found;
      }
    }
    return null;
  }
}
