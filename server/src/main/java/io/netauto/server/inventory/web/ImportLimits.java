package io.netauto.server.inventory.web;

import io.netauto.server.inventory.transfer.DeviceLists;
import io.netauto.server.web.LargeBody;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How large a list of devices may be that is sent. */
@Configuration(proxyBeanMethods = false)
class ImportLimits {

  /** One byte more, so that the import itself says that a file is too large. */
  @Bean
  LargeBody importOfDevices() {
    return new LargeBody("/api/v1/devices/import", DeviceLists.MOST_BYTES + 1L);
  }
}
