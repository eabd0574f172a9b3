package io.netauto.server.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class EncryptedPortTests {
  @TempDir Path folder;

  @Test
  void serves_the_self_made_certificate_by_default() throws Exception {
    try (var server = server(Map.of())) {
      var expected = SelfMadeCertificate.in(folder.resolve("data"), InstantSource.system());
      assertThat(servedBy(server, expected.certificate())).isEqualTo(expected.certificate());
    }
  }

  @Test
  void serves_the_operators_certificate_and_its_successor_without_a_restart() throws Exception {
    var mine = SelfMadeCertificate.in(folder.resolve("mine"), InstantSource.system());
    var next = SelfMadeCertificate.in(folder.resolve("next"), InstantSource.system());
    var cert = folder.resolve("mine/tls/certificate.pem");
    var key = folder.resolve("mine/tls/key.pem");
    try (var server =
        server(Map.of("NET_AUTO_TLS_CERT", cert.toString(), "NET_AUTO_TLS_KEY", key.toString()))) {
      assertThat(servedBy(server, mine.certificate())).isEqualTo(mine.certificate());
      assertThat(folder.resolve("data")).doesNotExist();

      for (var file : new Path[] {cert, key})
        Files.copy(
            folder.resolve("next/tls").resolve(file.getFileName()),
            file,
            StandardCopyOption.REPLACE_EXISTING);
      var registry = server.getBean(SslBundleRegistry.class);
      server.getBean(TlsBundle.class).refresh(registry);
      assertThat(servedBy(server, next.certificate())).isEqualTo(next.certificate());

      Files.writeString(cert, "garbage");
      server.getBean(TlsBundle.class).refresh(registry);
      assertThat(servedBy(server, next.certificate())).isEqualTo(next.certificate());
    }
  }

  @Test
  void serves_plain_http_when_tls_is_off() throws Exception {
    try (var server = server(Map.of("NET_AUTO_TLS", "off"));
        var socket = new Socket(InetAddress.getLoopbackAddress(), port(server))) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(US_ASCII));
      assertThat(new String(socket.getInputStream().readNBytes(8), US_ASCII)).startsWith("HTTP/1.");
      assertThat(folder.resolve("data")).doesNotExist();
    }
  }

  @Test
  void refuses_a_certificate_without_its_key() {
    assertThatThrownBy(() -> server(Map.of("NET_AUTO_TLS_CERT", "/x.pem")).close())
        .hasRootCauseInstanceOf(IllegalArgumentException.class)
        .rootCause()
        .hasMessageContaining("only \"NET_AUTO_TLS_CERT\" is set");
  }

  private ServletWebServerApplicationContext server(Map<String, Object> variables) {
    var environment = new StandardEnvironment();
    var all = new HashMap<>(variables);
    all.put("NET_AUTO_DATA", folder.resolve("data").toString());
    environment
        .getPropertySources()
        .replace(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, all));
    return (ServletWebServerApplicationContext)
        new SpringApplicationBuilder(Server.class)
            .web(WebApplicationType.SERVLET)
            .environment(environment)
            .run("--server.port=0", "--server.address=127.0.0.1");
  }

  private static int port(ServletWebServerApplicationContext server) {
    return Objects.requireNonNull(server.getWebServer()).getPort();
  }

  /** The certificate of a handshake that trusts only that one and checks the host name. */
  private static X509Certificate servedBy(
      ServletWebServerApplicationContext server, X509Certificate trusted) throws Exception {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null);
    store.setCertificateEntry("trusted", trusted);
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    try (var plain = new Socket(InetAddress.getLoopbackAddress(), port(server));
        var socket =
            (SSLSocket)
                context.getSocketFactory().createSocket(plain, "localhost", port(server), true)) {
      socket.setSoTimeout(10_000);
      var parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  @SpringBootConfiguration
  @Import(TlsConfiguration.class)
  @ImportAutoConfiguration({
    SslAutoConfiguration.class,
    TomcatServletWebServerAutoConfiguration.class
  })
  static class Server {}
}
