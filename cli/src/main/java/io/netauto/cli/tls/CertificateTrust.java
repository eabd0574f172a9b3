package io.netauto.cli.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts exactly the pinned certificate, whatever its name and dates say; without a pin, what the
 * known CAs signed for the host's name.
 */
public final class CertificateTrust extends X509ExtendedTrustManager {
  private final @Nullable Fingerprint pinned;
  private @Nullable X509ExtendedTrustManager authorities;

  private CertificateTrust(@Nullable Fingerprint pinned) {
    this.pinned = pinned;
  }

  public static SSLContext context(@Nullable Fingerprint pinned) {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new CertificateTrust(pinned)}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    if (pinned != null) {
      checkPin(chain[0], pinned);
      return;
    }
    try {
      authorities().checkServerTrusted(chain, authType, engine);
    } catch (CertificateException e) {
      throw new UntrustedCertificate(chain[0], null, e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    if (pinned != null) {
      checkPin(chain[0], pinned);
      return;
    }
    try {
      authorities().checkServerTrusted(chain, authType, socket);
    } catch (CertificateException e) {
      throw new UntrustedCertificate(chain[0], null, e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("the host's name is not known here");
  }

  private static void checkPin(X509Certificate certificate, Fingerprint pinned)
      throws UntrustedCertificate {
    if (!Fingerprint.of(certificate).equals(pinned)) {
      throw new UntrustedCertificate(certificate, pinned, null);
    }
  }

  /** Read when needed: the CAs' file takes longer than a pinned handshake. */
  private synchronized X509ExtendedTrustManager authorities() {
    if (authorities == null) {
      authorities = systemAuthorities();
    }
    return authorities;
  }

  private static X509ExtendedTrustManager systemAuthorities() {
    try {
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509ExtendedTrustManager found) {
          return found;
        }
      }
      throw new IllegalStateException("no X.509 trust manager");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("this is a client");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("this is a client");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("this is a client");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
