package io.netauto.server.inventory;

import io.netauto.driver.platform.Platforms;
import io.netauto.server.credentials.CredentialRefs;
import io.netauto.server.identity.Actor;
import io.netauto.server.identity.Permission;
import io.netauto.server.web.FieldError;
import io.netauto.server.web.Page;
import io.netauto.server.web.ProblemException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;

/** The devices of a customer; every method sees the actor's customer only. */
@Service
public class Devices {
  private final DeviceTable table;
  private final DeviceRules rules;
  private final Clock clock;

  Devices(
      DeviceTable table,
      CredentialRefs credentials,
      Platforms platforms,
      @Value("${netauto.telnet}") boolean telnet,
      Clock clock) {
    this.table = table;
    this.rules = new DeviceRules(credentials, platforms, telnet);
    this.clock = clock;
  }

  /** Adds a device; every wrong field of the draft is told at once. */
  public Device add(Actor actor, DeviceDraft draft) {
    return add(actor, draft, List.of());
  }

  /**
   * Adds a device, unless something is wrong with the draft.
   *
   * @param unreadable values that do not fit into the draft, to be told with all others
   */
  public Device add(Actor actor, DeviceDraft draft, List<FieldError> unreadable) {
    actor.require(Permission.DEVICES_WRITE);
    DeviceFields fields = rules.checked(DeviceFields.NEW.with(draft), DeviceFields.NEW, unreadable);
    try {
      return table.insert(actor.customer(), fields, clock.instant());
    } catch (DuplicateKeyException e) {
      throw taken(fields);
    }
  }

  /** Changes the fields that the draft names. */
  public Device edit(Actor actor, DeviceId id, DeviceDraft draft) {
    return edit(actor, id, draft, List.of());
  }

  /**
   * Changes a device, unless something is wrong with the draft.
   *
   * @param unreadable values that do not fit into the draft, to be told with all others
   */
  public Device edit(Actor actor, DeviceId id, DeviceDraft draft, List<FieldError> unreadable) {
    actor.require(Permission.DEVICES_WRITE);
    DeviceFields before = DeviceFields.of(get(actor, id));
    DeviceFields fields = rules.checked(before.with(draft), before, unreadable);
    try {
      return table
          .update(actor.customer(), id, fields, clock.instant())
          .orElseThrow(() -> missing(id));
    } catch (DuplicateKeyException e) {
      throw taken(fields);
    }
  }

  public Device get(Actor actor, DeviceId id) {
    actor.require(Permission.DEVICES_READ);
    return table.byId(actor.customer(), id).orElseThrow(() -> missing(id));
  }

  /**
   * The device of this name.
   *
   * @throws ProblemException when several sites have one
   */
  public Optional<Device> byHostname(Actor actor, String hostname) {
    actor.require(Permission.DEVICES_READ);
    List<Device> found = table.byHostname(actor.customer(), hostname);
    if (found.size() > 1) {
      throw new ProblemException(
          ProblemException.Kind.CONFLICT,
          "hostname_ambiguous",
          "%d devices are named \"%s\" (sites %s). Use the device's number."
              .formatted(
                  found.size(),
                  hostname,
                  String.join(", ", found.stream().map(Device::site).toList())));
    }
    return found.stream().findFirst();
  }

  public Page<Device> list(Actor actor, DeviceQuery query) {
    actor.require(Permission.DEVICES_READ);
    return table.list(actor.customer(), query);
  }

  /** Deletes a device; its runs stay in the history. */
  public void delete(Actor actor, DeviceId id) {
    actor.require(Permission.DEVICES_WRITE);
    if (!table.delete(actor.customer(), id)) {
      throw missing(id);
    }
  }

  /** Enables or disables devices, and says how many changed. */
  public int setEnabled(Actor actor, List<DeviceId> ids, boolean enabled) {
    actor.require(Permission.DEVICES_WRITE);
    return table.setEnabled(actor.customer(), ids, enabled, clock.instant());
  }

  public DeviceCounts counts(Actor actor) {
    actor.require(Permission.DEVICES_READ);
    return table.counts(actor.customer());
  }

  /** The distinct values of site, platform, role and vendor, in order, for filters. */
  public Map<String, List<String>> facets(Actor actor) {
    actor.require(Permission.DEVICES_READ);
    return table.facets(actor.customer());
  }

  private static ProblemException missing(DeviceId id) {
    return ProblemException.notFound(
        "device_not_found", "There is no device with the number " + id + ".");
  }

  private static ProblemException taken(DeviceFields fields) {
    return ProblemException.conflict(
        "hostname_taken",
        "hostname",
        "A device named \"%s\" is already at %s. Choose another name or site."
            .formatted(
                fields.hostname(),
                fields.site().isEmpty() ? "no site" : "the site \"" + fields.site() + "\""));
  }
}
