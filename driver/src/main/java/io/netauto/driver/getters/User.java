package io.netauto.driver.getters;

import java.util.List;

/**
 * A local account: its privilege level, its password as the configuration shows it, its SSH public
 * keys.
 */
public record User(int level, String password, List<String> sshkeys) {
  public User {
    sshkeys = List.copyOf(sshkeys);
  }
}
