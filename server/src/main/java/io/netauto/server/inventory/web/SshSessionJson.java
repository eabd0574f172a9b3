package io.netauto.server.inventory.web;

import io.netauto.driver.Negotiated;
import io.netauto.driver.Negotiated.Protection;
import io.netauto.server.inventory.Device.SshSession;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last SSH session with a device as the API shows it.
 *
 * @param server the device's greeting
 * @param weak the names among these that protect no longer
 */
record SshSessionJson(
    Instant at,
    String keyExchange,
    String hostKey,
    Protection toDevice,
    Protection fromDevice,
    String server,
    List<String> weak) {

  static @Nullable SshSessionJson of(@Nullable SshSession session) {
    if (session == null) {
      return null;
    }
    Negotiated n = session.negotiated();
    return new SshSessionJson(
        session.at(),
        n.keyExchange(),
        n.hostKey(),
        n.toDevice(),
        n.fromDevice(),
        n.server(),
        session.weak());
  }
}
