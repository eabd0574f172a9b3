package io.netauto.server.inventory;

import io.netauto.server.identity.AddressRanges;
import io.netauto.server.identity.Changes;
import io.netauto.server.identity.CustomerId;
import io.netauto.server.inventory.Device.Protocol;
import io.netauto.server.inventory.ImportReport.Result;
import io.netauto.server.inventory.transfer.ImportRow;
import io.netauto.server.web.FieldError;
import io.netauto.server.web.ProblemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of each device of a file: looked up in a few statements, judged in memory.
 * Belongs into one transaction.
 */
final class ImportPlan {
  private static final String JUMP_HOST = "jumpHost";

  private final CustomerId customer;
  private final ImportTable table;
  private final DeviceRules rules;
  private final AddressRanges ranges;
  private final List<Planned> all = new ArrayList<>();
  private final Map<String, List<Device>> standing;
  private final Map<String, String> kindsOfGroups;

  /** The devices as they will be, by name and site, both in lower case. */
  private final Map<String, Planned> byKey = new HashMap<>();

  private final Map<String, List<Planned>> byName = new HashMap<>();

  /** One device of the file. */
  static final class Planned {
    private final ImportRow row;
    private final List<String> messages = new ArrayList<>();
    private DeviceFields fields = DeviceFields.NEW;
    private @Nullable Device before;
    private @Nullable DeviceId id;
    private @Nullable DeviceId existingThrough;
    private @Nullable Planned plannedThrough;
    private Map<String, Object> changes = Map.of();

    Planned(ImportRow row) {
      this.row = row;
    }

    DeviceFields fields() {
      return fields;
    }

    DeviceId id() {
      return Objects.requireNonNull(id);
    }

    void is(DeviceId number) {
      id = number;
    }

    Map<String, Object> changes() {
      return changes;
    }

    @Nullable List<String> groups() {
      return row.groups();
    }

    boolean isNamingJumpHost() {
      return row.draft().jumpHost() != null;
    }

    @Nullable DeviceId through() {
      Planned planned = plannedThrough;
      return planned == null ? existingThrough : planned.id();
    }

    Result result() {
      return !messages.isEmpty()
          ? Result.REJECTED
          : before == null ? Result.CREATED : changes.isEmpty() ? Result.UNCHANGED : Result.UPDATED;
    }

    private void wrong(FieldError error) {
      messages.add(
          error.field().equals("row") ? error.message() : error.field() + ": " + error.message());
    }

    private void wrong(String field, String message) {
      wrong(new FieldError(field, message));
    }
  }

  ImportPlan(
      CustomerId customer,
      ImportTable table,
      DeviceRules rules,
      AddressRanges ranges,
      List<ImportRow> rows) {
    this.customer = customer;
    this.table = table;
    this.rules = rules;
    this.ranges = ranges;
    Set<String> names = new LinkedHashSet<>();
    for (ImportRow row : rows) {
      names.add(lower(row.draft().hostname()));
      names.add(lower(row.draft().jumpHost()));
    }
    names.remove("");
    this.standing = table.byNames(customer, names);
    this.kindsOfGroups = table.kindsOfGroups(customer);
    rows.forEach(row -> all.add(judged(row)));
    all.forEach(this::jumpHost);
    circles();
    changes();
  }

  private static String lower(@Nullable String text) {
    return text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
  }

  private Planned judged(ImportRow row) {
    Planned planned = new Planned(row);
    row.errors().forEach(planned::wrong);
    boolean unreadable = !row.errors().isEmpty();
    String name = lower(row.draft().hostname());
    if (name.isEmpty()) {
      if (!unreadable) {
        planned.wrong("hostname", "The device has no name.");
      }
      return planned;
    }
    Device before = find(planned, name);
    planned.before = before;
    if (before != null) {
      planned.id = before.id();
    }
    DeviceFields stood = before == null ? DeviceFields.NEW : DeviceFields.of(before);
    planned.fields = stood.with(row.draft(), stood.jumpHost());
    try {
      planned.fields = rules.checked(customer, planned.fields, stood, outside(planned.fields));
    } catch (ProblemException e) {
      e.errors().forEach(planned::wrong);
    }
    groups(planned);
    unique(planned, name);
    return planned;
  }

  /** An address outside of the customer's ranges. Names are looked up at each connection only. */
  private List<FieldError> outside(DeviceFields fields) {
    List<FieldError> errors = new ArrayList<>();
    AddressCheck.check(fields.address(), ranges, false, errors);
    return errors;
  }

  /** The device that stands under this name and site; by the name alone where no site is given. */
  private @Nullable Device find(Planned planned, String name) {
    List<Device> found = standing.getOrDefault(name, List.of());
    String site = planned.row.draft().site();
    if (site != null) {
      return found.stream()
          .filter(device -> lower(device.site()).equals(lower(site)))
          .findFirst()
          .orElse(null);
    }
    if (found.size() > 1) {
      planned.wrong(
          "site",
          "%d sites have a device \"%s\". Say which."
              .formatted(found.size(), found.getFirst().hostname()));
    }
    return found.isEmpty() ? null : found.getFirst();
  }

  private void groups(Planned planned) {
    List<String> names = planned.groups();
    for (String name : names == null ? List.<String>of() : names) {
      String kind = kindsOfGroups.get(lower(name));
      if (kind == null) {
        planned.wrong("groups", "There is no device group \"%s\". Make it first.".formatted(name));
      } else if (!kind.equals("static")) {
        planned.wrong(
            "groups",
            "The devices of the group \"%s\" follow from its filter; it cannot be given."
                .formatted(name));
      }
    }
  }

  private void unique(Planned planned, String name) {
    Planned first = byKey.putIfAbsent(name + "\n" + lower(planned.fields.site()), planned);
    if (first != null) {
      planned.wrong(
          "hostname",
          "The line %d has this device already, %s."
              .formatted(
                  first.row.line(),
                  planned.fields.site().isEmpty()
                      ? "without a site"
                      : "at the site \"" + planned.fields.site() + "\""));
    } else {
      byName.computeIfAbsent(name, n -> new ArrayList<>()).add(planned);
    }
  }

  /** A jump host stands already, or comes with the same file. */
  private void jumpHost(Planned planned) {
    String named = lower(planned.row.draft().jumpHost());
    if (named.isEmpty()) {
      return;
    }
    List<Planned> coming = byName.getOrDefault(named, List.of());
    List<Device> there =
        standing.getOrDefault(named, List.of()).stream()
            .filter(
                d ->
                    coming.stream()
                        .noneMatch(p -> p.before != null && p.before.id().equals(d.id())))
            .toList();
    if (coming.size() + there.size() != 1) {
      planned.wrong(
          JUMP_HOST,
          coming.isEmpty() && there.isEmpty()
              ? "There is no device \"%s\", nor does the file have one.".formatted(named)
              : "Several sites have a device \"%s\".".formatted(named));
      return;
    }
    Protocol protocol =
        coming.isEmpty() ? there.getFirst().protocol() : coming.getFirst().fields.protocol();
    if (protocol == Protocol.TELNET) {
      planned.wrong(
          JUMP_HOST, "\"%s\" is reached over Telnet; a jump host needs SSH.".formatted(named));
    } else if (coming.isEmpty()) {
      planned.existingThrough = there.getFirst().id();
    } else if (!coming.getFirst().messages.isEmpty() && coming.getFirst() != planned) {
      planned.wrong(
          JUMP_HOST,
          "Its jump host on line %d is rejected.".formatted(coming.getFirst().row.line()));
    } else if (coming.getFirst().before != null) {
      planned.existingThrough = coming.getFirst().id();
      if (coming.getFirst() == planned) {
        planned.wrong(JUMP_HOST, "A device is not its own jump host.");
      }
    } else {
      planned.plannedThrough = coming.getFirst();
      if (coming.getFirst() == planned) {
        planned.wrong(JUMP_HOST, "A device is not its own jump host.");
      }
    }
  }

  /** Nobody may be reached through themselves, with what stands and what comes. */
  private void circles() {
    if (all.stream().noneMatch(Planned::isNamingJumpHost)) {
      return;
    }
    Map<Object, Object> next = new HashMap<>(table.jumpHosts(customer));
    for (Planned planned : all) {
      if (planned.isNamingJumpHost() && planned.messages.isEmpty()) {
        Object self = self(planned);
        Planned through = planned.plannedThrough;
        DeviceId existing = planned.existingThrough;
        next.remove(self);
        if (through != null) {
          next.put(self, self(through));
        } else if (existing != null) {
          next.put(self, existing.value());
        }
      }
    }
    for (Planned planned : all) {
      if (planned.isNamingJumpHost() && planned.messages.isEmpty()) {
        Object self = self(planned);
        Set<Object> seen = new HashSet<>();
        Object at = next.get(self);
        while (at != null && seen.add(at) && !at.equals(self)) {
          at = next.get(at);
        }
        if (self.equals(at)) {
          planned.wrong(JUMP_HOST, "The jump hosts would go round in a circle.");
        }
      }
    }
  }

  private static Object self(Planned planned) {
    DeviceId id = planned.id;
    return id == null ? planned : id.value();
  }

  private void changes() {
    Map<Long, List<String>> groups =
        table.groups(
            customer,
            all.stream()
                .filter(p -> p.before != null && p.groups() != null)
                .map(Planned::id)
                .toList());
    for (Planned planned : all) {
      Device before = planned.before;
      if (before == null || !planned.messages.isEmpty()) {
        continue;
      }
      Map<String, Object> told = planned.fields.told();
      if (planned.isNamingJumpHost()) {
        Planned through = planned.plannedThrough;
        DeviceId existing = planned.existingThrough;
        if (through != null) {
          told.put(JUMP_HOST, through.fields.hostname());
        } else if (existing != null) {
          told.put(JUMP_HOST, existing.toString());
        } else {
          told.remove(JUMP_HOST);
        }
      }
      Map<String, Object> changes =
          new LinkedHashMap<>(Changes.between(DeviceFields.of(before).told(), told, Set.of()));
      List<String> wanted = planned.groups();
      if (wanted != null) {
        List<String> were = groups.getOrDefault(before.id().value(), List.of());
        if (!lower(were).equals(lower(wanted))) {
          changes.put("groups", Map.of("from", were, "to", wanted));
        }
      }
      planned.changes = changes;
    }
  }

  private static Set<String> lower(List<String> names) {
    Set<String> lower = new HashSet<>();
    names.forEach(name -> lower.add(lower(name)));
    return lower;
  }

  List<Planned> with(Result result) {
    return all.stream().filter(planned -> planned.result() == result).toList();
  }

  List<ImportReport.Row> report() {
    return all.stream()
        .map(
            planned ->
                new ImportReport.Row(
                    planned.row.line(),
                    Objects.requireNonNullElse(planned.row.draft().hostname(), "").strip(),
                    planned.fields.site(),
                    planned.result(),
                    List.copyOf(planned.messages),
                    planned.changes))
        .toList();
  }
}
