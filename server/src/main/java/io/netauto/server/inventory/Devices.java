package io.netauto.server.inventory;

import io.netauto.driver.platform.Platforms;
import io.netauto.server.credentials.CredentialRefs;
import io.netauto.server.identity.Actor;
import io.netauto.server.identity.AddressRanges;
import io.netauto.server.identity.AuditEvent;
import io.netauto.server.identity.Audited;
import io.netauto.server.identity.Changes;
import io.netauto.server.identity.CustomerRanges;
import io.netauto.server.identity.Permission;
import io.netauto.server.inventory.Device.Protocol;
import io.netauto.server.web.FieldError;
import io.netauto.server.web.Page;
import io.netauto.server.web.ProblemException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** The devices of a customer; every method sees the actor's customer only. */
@Service
public class Devices {
  private final DeviceTable table;
  private final GroupTable groups;
  private final DeviceRules rules;
  private final JumpHosts jumpHosts;
  private final CustomerRanges ranges;
  private final TransactionTemplate transaction;
  private final Audited audited;
  private final Clock clock;

  Devices(
      DeviceTable table,
      GroupTable groups,
      GroupDefaults defaults,
      CredentialRefs credentials,
      Platforms platforms,
      @Value("${netauto.telnet}") boolean telnet,
      CustomerRanges ranges,
      TransactionTemplate transaction,
      Audited audited,
      Clock clock) {
    this.table = table;
    this.groups = groups;
    this.rules = new DeviceRules(credentials, platforms, telnet);
    this.jumpHosts = new JumpHosts(table, defaults);
    this.ranges = ranges;
    this.transaction = transaction;
    this.audited = audited;
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
    DeviceFields fields = checked(actor, null, draft, inRange(actor, null, draft, unreadable));
    try {
      return audited.change(
          actor,
          () -> table.insert(actor.customer(), fields, clock.instant()),
          device -> event("device.create", device).with("fields", DeviceFields.of(device).told()));
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
    List<FieldError> errors = inRange(actor, get(actor, id), draft, unreadable);
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              if (draft.jumpHost() != null) {
                table.lockJumpHosts(actor.customer());
              }
              return change(actor, id, draft, errors);
            }));
  }

  /**
   * What is known to be wrong, with the address if it is new and outside of the customer's ranges.
   * A name is looked up here, so no transaction is open.
   *
   * @param device null for a new one
   */
  private List<FieldError> inRange(
      Actor actor, @Nullable Device device, DeviceDraft draft, List<FieldError> unreadable) {
    String address = draft.address() == null ? "" : draft.address().strip();
    if (address.isEmpty() || (device != null && address.equals(device.address()))) {
      return unreadable;
    }
    List<FieldError> errors = new ArrayList<>(unreadable);
    int before = errors.size();
    DeviceRules.address(address, errors);
    if (errors.size() > before) {
      return unreadable; // and told below, with all others
    }
    String through = draft.jumpHost();
    boolean direct =
        through == null ? device == null || device.jumpHost() == null : through.isBlank();
    AddressCheck.check(address, ranges.of(actor.customer()), direct, errors);
    return errors;
  }

  /** What could not be checked about a device's address, in words; empty for nothing. */
  public Optional<String> note(Actor actor, Device device) {
    actor.require(Permission.DEVICES_READ);
    return AddressCheck.note(
        device.address(), ranges.of(actor.customer()), device.jumpHost() == null);
  }

  private Device change(Actor actor, DeviceId id, DeviceDraft draft, List<FieldError> unreadable) {
    Device before = get(actor, id);
    DeviceFields fields = checked(actor, before, draft, unreadable);
    try {
      return audited.changes(
          actor,
          () ->
              table
                  .update(actor.customer(), id, fields, clock.instant())
                  .orElseThrow(() -> missing(id)),
          device -> {
            Map<String, Object> changes =
                Changes.between(
                    DeviceFields.of(before).told(), DeviceFields.of(device).told(), Set.of());
            return changes.isEmpty()
                ? List.of()
                : List.of(event("device.edit", device).with("changes", changes));
          });
    } catch (DuplicateKeyException e) {
      throw taken(fields);
    }
  }

  private DeviceFields checked(
      Actor actor, @Nullable Device device, DeviceDraft draft, List<FieldError> unreadable) {
    List<FieldError> errors = new ArrayList<>(unreadable);
    DeviceFields before = device == null ? DeviceFields.NEW : DeviceFields.of(device);
    String named = draft.jumpHost();
    DeviceId through =
        named == null
            ? before.jumpHost()
            : jumpHosts.named(actor.customer(), named, device, errors);
    DeviceFields fields = before.with(draft, through);
    if (device != null && fields.protocol() == Protocol.TELNET) {
      String use = useAsJumpHosts(actor, List.of(device.id()));
      if (!use.isEmpty()) {
        errors.add(new FieldError("protocol", "A jump host needs SSH. " + use));
      }
    }
    return rules.checked(actor.customer(), fields, before, errors);
  }

  /** Where the addresses of the actor's devices may be. */
  AddressRanges ranges(Actor actor) {
    return ranges.of(actor.customer());
  }

  /** What the fields of a device may hold, for those who check many at once. */
  DeviceRules rules() {
    return rules;
  }

  /** The jump hosts of a device, the one next to it first; empty for one reached directly. */
  public List<Device> jumpHosts(Actor actor, Device device) {
    actor.require(Permission.DEVICES_READ);
    return jumpHosts.before(device);
  }

  /**
   * The jump hosts of a device behind the one that is named, as {@link #jumpHosts}.
   *
   * @param errors is told why it cannot be one
   */
  List<Device> through(Actor actor, String jumpHost, List<FieldError> errors) {
    DeviceId id = jumpHosts.named(actor.customer(), jumpHost, null, errors);
    if (id == null) {
      return List.of();
    }
    Device nearest = get(actor, id);
    List<Device> all = new ArrayList<>(List.of(nearest));
    all.addAll(jumpHosts.before(nearest));
    return all;
  }

  /** What to call a device by: its hostname, or its number where several have that name. */
  public String nameOf(Actor actor, DeviceId id) {
    String hostname = get(actor, id).hostname();
    return table.byHostname(actor.customer(), hostname).size() == 1 ? hostname : id.toString();
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
    if (delete(actor, List.of(id)) == 0) {
      throw missing(id);
    }
  }

  /**
   * Deletes devices, all or none, and says how many there were.
   *
   * @throws ProblemException when another device is reached through one of them
   */
  public int delete(Actor actor, List<DeviceId> ids) {
    actor.require(Permission.DEVICES_WRITE);
    String use = useAsJumpHosts(actor, ids);
    if (!use.isEmpty()) {
      throw inUse(use);
    }
    try {
      return audited
          .changes(
              actor,
              () -> table.delete(actor.customer(), ids),
              gone -> gone.stream().map(device -> event("device.delete", device)).toList())
          .size();
    } catch (DataIntegrityViolationException e) {
      throw inUse(useAsJumpHosts(actor, ids)); // named as a jump host meanwhile
    }
  }

  private static ProblemException inUse(String use) {
    return new ProblemException(
        ProblemException.Kind.CONFLICT,
        "jump_host_in_use",
        "Nothing was deleted: "
            + use
            + " Give those another jump host first, or delete them as well.");
  }

  /** Who is reached through these, in words; empty for nobody. */
  private String useAsJumpHosts(Actor actor, List<DeviceId> ids) {
    return Stream.of(
            reached("devices", table.behind(actor.customer(), ids)),
            reached("groups", groups.through(actor.customer(), ids)))
        .filter(words -> !words.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static String reached(String what, List<String> behind) {
    return behind.isEmpty()
        ? ""
        : "These %s are reached through it: %s%s"
            .formatted(
                what, String.join(", ", behind), behind.size() == 10 ? " and perhaps more." : ".");
  }

  /** Enables or disables devices, and says how many changed. */
  public int setEnabled(Actor actor, List<DeviceId> ids, boolean enabled) {
    actor.require(Permission.DEVICES_WRITE);
    String action = enabled ? "device.enable" : "device.disable";
    return audited
        .changes(
            actor,
            () -> table.setEnabled(actor.customer(), ids, enabled, clock.instant()),
            changed -> changed.stream().map(device -> event(action, device)).toList())
        .size();
  }

  static AuditEvent event(String action, Device device) {
    return AuditEvent.of(action)
        .on("device", device.id(), device.hostname())
        .with("site", device.site().isEmpty() ? null : device.site());
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
