package io.netauto.server.inventory;

import io.netauto.driver.platform.Platforms;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PlatformsConfiguration {

  /** The built-in platforms, and the operator's own from a folder. */
  @Bean
  Platforms platforms(@Value("${netauto.platforms}") String folder) {
    return folder.isBlank() ? Platforms.builtIn() : Platforms.load(Path.of(folder));
  }
}
