package io.netauto.server.tls;

import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.AbstractConfigurableWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Has the web server use our certificate, unless Boot's own {@code server.ssl} is set. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TlsSettings.class)
class TlsConfiguration {
  @Bean(destroyMethod = "close")
  TlsBundle tlsBundle(TlsSettings settings) {
    return new TlsBundle(settings, InstantSource.system());
  }

  /** Last, when {@code server.ssl} has been applied. */
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  WebServerFactoryCustomizer<AbstractConfigurableWebServerFactory> encryptedPort(
      TlsSettings settings) {
    return factory -> {
      if (settings.tls() && factory.getSsl() == null) factory.setSsl(Ssl.forBundle(TlsBundle.NAME));
    };
  }
}
