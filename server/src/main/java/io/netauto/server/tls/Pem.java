package io.netauto.server.tls;

/**
 * A private key and its certificate as PEM texts.
 *
 * @param certificate the certificate, with its chain if it has one
 * @param key the secret
 */
record Pem(String certificate, String key) {
  @Override
  public String toString() {
    return "Pem[certificate=" + certificate + ", key=***]";
  }
}
