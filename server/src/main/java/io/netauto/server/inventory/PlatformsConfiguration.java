package io.netauto.server.inventory;

import io.netauto.driver.platform.Platforms;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PlatformsConfiguration {

  /** The built-in platforms, and the operator's own from a folder, as they are at each look. */
  @Bean
  Platforms platforms(PlatformFiles files) {
    return files.platforms();
  }
}
