package io.netauto.server.commands;

import io.netauto.server.identity.Actor;
import java.util.Map;

/** What templates see of devices; offered by who keeps these. */
public interface DeviceNames {
  /**
   * The names under {@code device} for one device: hostname, address, platform, vendor, model,
   * role, site, tags and metadata.
   *
   * @param device a hostname or a device's number
   * @throws io.netauto.server.web.ProblemException 404 {@code device_not_found}
   */
  Map<String, Object> of(Actor actor, String device);
}
