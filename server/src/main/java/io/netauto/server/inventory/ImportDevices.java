package io.netauto.server.inventory;

import io.netauto.driver.platform.Platforms;
import io.netauto.server.identity.Actor;
import io.netauto.server.identity.Audit;
import io.netauto.server.identity.AuditEvent;
import io.netauto.server.identity.Permission;
import io.netauto.server.inventory.ImportReport.Result;
import io.netauto.server.inventory.transfer.DeviceLists;
import io.netauto.server.inventory.transfer.ImportFormat;
import io.netauto.server.inventory.transfer.ImportedList;
import io.netauto.server.web.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings the inventory to what a file says: each device of it is created, updated, left as it is or
 * rejected. A device is the same when hostname and site are. All is written in one transaction, or
 * nothing.
 */
@Service
public class ImportDevices {
  private static final int AT_ONCE = 2;

  private final Devices devices;
  private final DeviceTable deviceTable;
  private final ImportTable table;
  private final Platforms platforms;
  private final Audit audit;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Semaphore places = new Semaphore(AT_ONCE);

  ImportDevices(
      Devices devices,
      DeviceTable deviceTable,
      ImportTable table,
      Platforms platforms,
      Audit audit,
      TransactionTemplate transaction,
      Clock clock) {
    this.devices = devices;
    this.deviceTable = deviceTable;
    this.table = table;
    this.platforms = platforms;
    this.audit = audit;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Imports a file, or says what that would do.
   *
   * @param format null to find it out
   * @param dryRun true to change nothing
   * @param skipRejected whether the others are imported when some are rejected
   * @throws ProblemException 409 {@code rows_rejected} when some are and are not to be skipped; 422
   *     {@code file_refused} for what is no list of devices
   */
  public ImportReport run(
      Actor actor,
      byte[] file,
      @Nullable ImportFormat format,
      boolean dryRun,
      boolean skipRejected) {
    actor.require(Permission.DEVICES_WRITE);
    if (!places.tryAcquire()) {
      throw ProblemException.throttled(
          "too_many_imports",
          "%d imports run already; try again in a moment.".formatted(AT_ONCE),
          Duration.ofSeconds(10));
    }
    try {
      ImportedList list = DeviceLists.read(file, format, name -> platforms.find(name).isPresent());
      return Objects.requireNonNull(
          transaction.execute(
              status -> {
                deviceTable.lockJumpHosts(actor.customer());
                ImportPlan plan =
                    new ImportPlan(
                        actor.customer(),
                        table,
                        devices.rules(),
                        devices.ranges(actor),
                        list.rows());
                if (!dryRun) {
                  apply(actor, list, plan, skipRejected);
                }
                return new ImportReport(
                    list.format().code(), list.encoding(), !dryRun, list.notices(), plan.report());
              }));
    } finally {
      places.release();
    }
  }

  private void apply(Actor actor, ImportedList list, ImportPlan plan, boolean skipRejected) {
    long rejected = plan.report().stream().filter(r -> r.result() == Result.REJECTED).count();
    if (rejected > 0 && !skipRejected) {
      throw new ProblemException(
          ProblemException.Kind.CONFLICT,
          "rows_rejected",
          "Nothing was imported: %,d of %,d devices are rejected. See why by a dry run; correct the file, or import the others with skipRejected=true."
              .formatted(rejected, plan.report().size()));
    }
    var now = clock.instant();
    List<ImportPlan.Planned> created = plan.with(Result.CREATED);
    List<DeviceId> ids =
        table.insert(
            actor.customer(), created.stream().map(ImportPlan.Planned::fields).toList(), now);
    for (int i = 0; i < ids.size(); i++) {
      created.get(i).is(ids.get(i));
    }
    List<ImportPlan.Planned> updated = plan.with(Result.UPDATED);
    table.update(
        actor.customer(),
        updated.stream().map(ImportPlan.Planned::id).toList(),
        updated.stream().map(ImportPlan.Planned::fields).toList(),
        now);
    Map<DeviceId, @Nullable DeviceId> through = new LinkedHashMap<>();
    Map<DeviceId, List<String>> groups = new LinkedHashMap<>();
    for (List<ImportPlan.Planned> all : List.of(created, updated)) {
      for (ImportPlan.Planned planned : all) {
        if (planned.isNamingJumpHost()) {
          through.put(planned.id(), planned.through());
        }
        List<String> names = planned.groups();
        if (names != null) {
          groups.put(planned.id(), names);
        }
      }
    }
    if (!through.isEmpty()) {
      table.through(actor.customer(), through);
    }
    if (!groups.isEmpty()) {
      table.join(actor.customer(), groups);
    }
    tell(actor, list, created, updated, rejected);
  }

  private void tell(
      Actor actor,
      ImportedList list,
      List<ImportPlan.Planned> created,
      List<ImportPlan.Planned> updated,
      long rejected) {
    List<AuditEvent> events = new ArrayList<>();
    for (ImportPlan.Planned planned : created) {
      events.add(event("device.create", planned).with("fields", planned.fields().told()));
    }
    for (ImportPlan.Planned planned : updated) {
      events.add(event("device.edit", planned).with("changes", planned.changes()));
    }
    events.add(
        AuditEvent.of("device.import")
            .with("format", list.format().code())
            .with("created", created.size())
            .with("updated", updated.size())
            .with("rejected", rejected));
    ImportTable.pieces(events).forEach(some -> audit.record(actor, some));
  }

  private static AuditEvent event(String action, ImportPlan.Planned planned) {
    return AuditEvent.of(action)
        .on("device", planned.id(), planned.fields().hostname())
        .with("import", true);
  }
}
