package io.netauto.server.inventory;

import io.netauto.server.credentials.CredentialRefs;
import io.netauto.server.identity.Actor;
import io.netauto.server.identity.AuditEvent;
import io.netauto.server.identity.Audited;
import io.netauto.server.identity.Changes;
import io.netauto.server.identity.Permission;
import io.netauto.server.web.FieldError;
import io.netauto.server.web.Page;
import io.netauto.server.web.ProblemException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;

/** The device groups of a customer; every method sees the actor's customer only. */
@Service
public class DeviceGroups {
  /** The most groups of a customer. */
  public static final int LIMIT = 1_000;

  private final GroupTable table;
  private final GroupCounts counts;
  private final GroupDefaults defaults;
  private final GroupRules rules;
  private final JumpHosts jumpHosts;
  private final Selections selections;
  private final Clock clock;

  private final Audited audited;

  DeviceGroups(
      GroupTable table,
      GroupCounts counts,
      GroupDefaults defaults,
      DeviceTable devices,
      DeviceConditions conditions,
      CredentialRefs credentials,
      Selections selections,
      Clock clock,
      Audited audited) {
    this.audited = audited;
    this.table = table;
    this.counts = counts;
    this.defaults = defaults;
    this.rules = new GroupRules(credentials, conditions);
    this.jumpHosts = new JumpHosts(devices, defaults);
    this.selections = selections;
    this.clock = clock;
  }

  /**
   * A group in a list.
   *
   * @param devices how many devices belong to it now
   */
  public record Counted(DeviceGroup group, long devices) {}

  /**
   * What a group gives at present.
   *
   * @param devices how many devices belong to it
   * @param credential how many of them take their credential from it
   * @param jumpHost how many of them take their jump host from it
   */
  public record Effects(long devices, long credential, long jumpHost) {}

  /** Makes a group; every wrong part of the draft is told at once. */
  public DeviceGroup create(Actor actor, GroupDraft draft) {
    actor.require(Permission.DEVICES_WRITE);
    GroupFields fields = checked(actor, GroupFields.NEW, draft);
    if (table.count(actor.customer()) >= LIMIT) {
      throw new ProblemException(
          ProblemException.Kind.CONFLICT,
          "too_many_groups",
          "There are %,d groups already, which is the most. Delete one first.".formatted(LIMIT));
    }
    try {
      return audited.change(
          actor,
          () -> table.insert(actor.customer(), fields, clock.instant()),
          group -> event("group.create", group).with("fields", GroupFields.of(group).told()));
    } catch (DuplicateKeyException e) {
      throw taken(fields);
    }
  }

  /** Changes the parts that the draft names; a static group stays static, a dynamic dynamic. */
  public DeviceGroup update(Actor actor, GroupId id, GroupDraft draft) {
    actor.require(Permission.DEVICES_WRITE);
    DeviceGroup group = get(actor, id);
    if (draft.filter() != null && !group.isDynamic()) {
      throw ProblemException.invalid(
          "filter",
          "\"%s\" is a static group and has no filter. Make a dynamic group instead."
              .formatted(group.name()));
    }
    GroupFields fields = checked(actor, GroupFields.of(group), draft);
    try {
      return audited.changes(
          actor,
          () ->
              table
                  .update(actor.customer(), id, fields, clock.instant())
                  .orElseThrow(() -> missing(id.toString())),
          after -> {
            Map<String, Object> changes =
                Changes.between(
                    GroupFields.of(group).told(), GroupFields.of(after).told(), Set.of());
            return changes.isEmpty()
                ? List.of()
                : List.of(event("group.edit", after).with("changes", changes));
          });
    } catch (DuplicateKeyException e) {
      throw taken(fields);
    }
  }

  private GroupFields checked(Actor actor, GroupFields before, GroupDraft draft) {
    List<FieldError> errors = new ArrayList<>();
    String named = draft.jumpHost();
    DeviceId through =
        named == null
            ? before.defaults().jumpHost()
            : jumpHosts.named(actor.customer(), named, null, errors);
    GroupFields fields = before.with(draft, through);
    rules.check(actor.customer(), fields, errors);
    return fields;
  }

  /** Deletes a group; its devices stay, without what it gave them. */
  public void delete(Actor actor, GroupId id) {
    actor.require(Permission.DEVICES_WRITE);
    DeviceGroup group = get(actor, id);
    audited.change(
        actor,
        () -> {
          if (!table.delete(actor.customer(), id)) {
            throw missing(id.toString());
          }
          return group;
        },
        gone -> event("group.delete", gone));
  }

  private static AuditEvent event(String action, DeviceGroup group) {
    return AuditEvent.of(action).on("group", group.id(), group.name());
  }

  /** At most the first hundred of the devices are named. */
  private static AuditEvent event(
      String action, DeviceGroup group, List<DeviceId> ids, int changed) {
    return event(action, group)
        .with("changed", changed)
        .with("devices", ids.stream().limit(100).map(DeviceId::value).toList());
  }

  public DeviceGroup get(Actor actor, GroupId id) {
    actor.require(Permission.DEVICES_READ);
    return table.byId(actor.customer(), id).orElseThrow(() -> missing(id.toString()));
  }

  /** The group of this name, without regard to case. */
  public Optional<DeviceGroup> byName(Actor actor, String name) {
    actor.require(Permission.DEVICES_READ);
    return table.byName(actor.customer(), name.strip());
  }

  /**
   * Groups by name.
   *
   * @param text found in name or description; empty for all
   * @param limit 1 to 500
   */
  public Page<Counted> list(Actor actor, String text, @Nullable String cursor, int limit) {
    actor.require(Permission.DEVICES_READ);
    Page<DeviceGroup> page = table.list(actor.customer(), text, cursor, limit);
    List<Long> devices = counts.devices(actor.customer(), page.items());
    List<Counted> counted = new ArrayList<>();
    for (int i = 0; i < devices.size(); i++) {
      counted.add(new Counted(page.items().get(i), devices.get(i)));
    }
    return new Page<>(counted, page.next(), page.total());
  }

  /** The first 500 groups by name, to choose from. */
  public List<DeviceGroup> choices(Actor actor) {
    actor.require(Permission.DEVICES_READ);
    return table.list(actor.customer(), "", null, 500).items();
  }

  /** The group, and how many devices belong to it now. */
  public Counted counted(Actor actor, DeviceGroup group) {
    actor.require(Permission.DEVICES_READ);
    DeviceGroup own = get(actor, group.id());
    return new Counted(own, counts.devices(actor.customer(), List.of(own)).getFirst());
  }

  /** What the group gives, and so what its deletion would change. */
  public Effects effects(Actor actor, GroupId id) {
    return counts.effects(get(actor, id));
  }

  /**
   * Adds devices to a static group, all or none, and says how many were not in it.
   *
   * @throws ProblemException for a dynamic group and for names that no device has
   */
  public int add(Actor actor, GroupId id, DeviceSelection devices) {
    DeviceGroup group = fixed(actor, id);
    List<DeviceId> ids = known(actor, devices);
    return audited.change(
        actor, () -> table.add(group, ids), changed -> event("group.add", group, ids, changed));
  }

  /** Takes devices out of a static group, all or none, and says how many were in it. */
  public int remove(Actor actor, GroupId id, DeviceSelection devices) {
    DeviceGroup group = fixed(actor, id);
    List<DeviceId> ids = known(actor, devices);
    return audited.change(
        actor,
        () -> table.remove(group, ids),
        changed -> event("group.remove", group, ids, changed));
  }

  private DeviceGroup fixed(Actor actor, GroupId id) {
    actor.require(Permission.DEVICES_WRITE);
    DeviceGroup group = get(actor, id);
    if (group.isDynamic()) {
      throw new ProblemException(
          ProblemException.Kind.CONFLICT,
          "group_is_dynamic",
          "The devices of \"%s\" are those that match its filter. Change the filter, or use a static group."
              .formatted(group.name()));
    }
    return group;
  }

  private List<DeviceId> known(Actor actor, DeviceSelection devices) {
    Selections.Whole found = selections.whole(actor, devices);
    if (!found.unknown().isEmpty()) {
      throw ProblemException.invalid(
          "devices",
          "Nothing was changed: there is no device \"%s\"."
              .formatted(String.join("\", \"", found.unknown())));
    }
    return found.ids();
  }

  /** The groups of a device, and what it takes from them. */
  public Inherited inherited(Actor actor, Device device) {
    actor.require(Permission.DEVICES_READ);
    return new Inherited(
        defaults.groupsOf(device),
        defaults.credRef(device).orElse(null),
        defaults.jumpHost(device).orElse(null));
  }

  /** The groups of a device, by name. */
  public List<DeviceGroup> groupsOf(Actor actor, Device device) {
    actor.require(Permission.DEVICES_READ);
    return defaults.groupsOf(device);
  }

  private static ProblemException missing(String what) {
    return ProblemException.notFound(
        "group_not_found", "There is no device group with the number " + what + ".");
  }

  private static ProblemException taken(GroupFields fields) {
    return ProblemException.conflict(
        "group_name_taken",
        "name",
        "A group is named \"%s\" already, upper and lower case apart. Choose another name."
            .formatted(fields.name()));
  }
}
