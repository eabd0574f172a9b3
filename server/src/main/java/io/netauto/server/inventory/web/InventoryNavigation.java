package io.netauto.server.inventory.web;

import io.netauto.server.identity.Permission;
import io.netauto.server.web.NavigationEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class InventoryNavigation {
  @Bean
  NavigationEntry devicesEntry() {
    return new NavigationEntry(
        "", "Devices", "/devices", "devices", "d", Permission.DEVICES_READ.wireName(), 20);
  }

  @Bean
  NavigationEntry groupsEntry() {
    return new NavigationEntry(
        "", "Groups", "/groups", "groups", "o", Permission.DEVICES_READ.wireName(), 25);
  }
}
