package io.netauto.cli.server;

import io.netauto.cli.failure.ExitCode;
import io.netauto.cli.failure.Failure;
import io.netauto.cli.tls.UntrustedCertificate;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;

/** Puts a connection that failed into words. */
final class Unreachable {
  private Unreachable() {}

  static Failure of(IOException failure, URI server) {
    var certificate = UntrustedCertificate.in(failure);
    if (certificate != null) {
      return new Failure(ExitCode.UNREACHABLE, certificateWords(certificate, server), certificate);
    }
    return new Failure(ExitCode.UNREACHABLE, words(failure, server), failure);
  }

  private static String certificateWords(UntrustedCertificate certificate, URI server) {
    if (certificate.pinned() == null) {
      return """
      The certificate of %s is not signed by a known CA and was not trusted before.
        fingerprint  %s
      Compare the fingerprint with the server's, then: netauto login %s\
      """
          .formatted(server, certificate.found(), server);
    }
    return """
    The certificate of %s has changed: it is not the trusted one. Nothing was sent.
      trusted  %s
      found    %s
    Either the server got a new certificate, or somebody is in between. Ask the server's
    administrator; when the new one is right: netauto login %s --fingerprint %s\
    """
        .formatted(server, certificate.pinned(), certificate.found(), server, certificate.found());
  }

  private static String words(IOException failure, URI server) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      switch (t) {
        case UnresolvedAddressException _, UnknownHostException _ -> {
          return "The name '" + server.getHost() + "' does not resolve.";
        }
        case HttpTimeoutException timeout -> {
          return server + " does not answer: " + timeout.getMessage() + ".";
        }
        case SSLException ssl -> {
          return "No secure connection to " + server + ": " + ssl.getMessage() + ".";
        }
        default -> {}
      }
    }
    if (failure instanceof ConnectException) {
      return "Nothing answers at " + server + ". Is the server running there?";
    }
    String why = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return "The connection to " + server + " broke: " + why + ".";
  }
}
