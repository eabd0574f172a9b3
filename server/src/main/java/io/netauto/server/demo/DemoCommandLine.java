package io.netauto.server.demo;

import io.netauto.server.identity.Logins;
import io.netauto.server.tls.SelfMadeCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Lets the command line on the same machine in: writes address, API key and certificate to a file
 * in the data folder that only its owner can read.
 */
@Component
@Profile("demo")
class DemoCommandLine {
  private static final String KEY_NAME = "Command line beside the demo";

  private final Logins logins;
  private final Clock clock;
  private final Path data;
  private final boolean tls;

  DemoCommandLine(
      Logins logins,
      Clock clock,
      @Value("${net-auto.data}") Path data,
      @Value("${NET_AUTO_TLS:on}") String tls) {
    this.logins = logins;
    this.clock = clock;
    this.data = data;
    this.tls = !tls.equals("off");
  }

  /** Before the terminal says that the server is ready. */
  @EventListener
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void ready(ApplicationReadyEvent event) throws IOException {
    if (!(event.getApplicationContext() instanceof WebServerApplicationContext context)) {
      return;
    }
    int port = Objects.requireNonNull(context.getWebServer()).getPort();
    StringBuilder yaml =
        new StringBuilder()
            .append("url: \"%s://localhost:%d\"%n".formatted(tls ? "https" : "http", port))
            .append(
                "apiKey: \"%s\"%n"
                    .formatted(logins.replaceKey(logins.firstAdmin(), KEY_NAME).secret()));
    if (tls) {
      yaml.append(
          "fingerprint: \"SHA256:%s\"%n"
              .formatted(SelfMadeCertificate.in(data, clock).fingerprint()));
    }
    Path file =
        Files.createTempFile(
            data,
            "cli-",
            ".yaml",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, yaml);
    Files.move(file, data.resolve("cli.yaml"), StandardCopyOption.ATOMIC_MOVE);
  }
}
