package io.netauto.server.calendar;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.AuditEvent;
import io.netauto.server.identity.Audited;
import io.netauto.server.identity.CustomerId;
import io.netauto.server.identity.Permission;
import io.netauto.server.web.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The maintenance windows of a customer. */
@Service
public class MaintenanceWindows {
  private static final int LONGEST = 10_080;
  private static final int NAME_LIMIT = 100;

  private final JdbcClient jdbc;
  private final Clock clock;

  private final Audited audited;

  MaintenanceWindows(JdbcClient jdbc, Clock clock, Audited audited) {
    this.audited = audited;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** All of them, by name. */
  public List<MaintenanceWindow> list(Actor actor) {
    actor.require(Permission.RUNS_READ);
    return jdbc.sql(
            "select * from maintenance_window where customer_id = :customer order by lower(name)")
        .param("customer", actor.customer().value())
        .query(MaintenanceWindows::window)
        .list();
  }

  /** The one of this name, without regard to case. */
  public MaintenanceWindow get(Actor actor, String name) {
    actor.require(Permission.RUNS_READ);
    return jdbc.sql(
            "select * from maintenance_window where customer_id = :customer and lower(name) ="
                + " lower(:name)")
        .param("customer", actor.customer().value())
        .param("name", name.strip())
        .query(MaintenanceWindows::window)
        .optional()
        .orElseThrow(
            () ->
                ProblemException.notFound(
                    "window_not_found",
                    "There is no maintenance window named \"%s\".".formatted(name)));
  }

  /** The one of this number; empty when it was deleted. */
  public Optional<MaintenanceWindow> find(Actor actor, long id) {
    actor.require(Permission.RUNS_READ);
    return byId(actor.customer(), id);
  }

  /** The one of this number, for work that no person asks for; empty when it was deleted. */
  public Optional<MaintenanceWindow> byId(CustomerId customer, long id) {
    return jdbc.sql("select * from maintenance_window where customer_id = :customer and id = :id")
        .param("customer", customer.value())
        .param("id", id)
        .query(MaintenanceWindows::window)
        .optional();
  }

  /** Adds one, or changes the one of this name. */
  public MaintenanceWindow save(Actor actor, String name, String cron, String zone, int minutes) {
    actor.require(Permission.DEVICES_WRITE);
    String checked = name.strip();
    if (checked.isEmpty() || checked.length() > NAME_LIMIT) {
      throw ProblemException.invalid(
          "name", "A name has 1 to %d characters.".formatted(NAME_LIMIT));
    }
    if (minutes < 1 || minutes > LONGEST) {
      throw ProblemException.invalid(
          "minutes", "A window is open for 1 to %,d minutes.".formatted(LONGEST));
    }
    Cron recurring = Cron.of(cron, zone);
    if (recurring.after(clock.instant()).isEmpty()) {
      throw ProblemException.invalid("cron", "This time never comes.");
    }
    try {
      return audited.change(
          actor,
          () -> insert(actor, checked, recurring, minutes),
          window ->
              AuditEvent.of("window.save")
                  .on("window", window.id(), window.name())
                  .with("cron", window.cron())
                  .with("zone", window.zone())
                  .with("minutes", window.minutes()));
    } catch (DuplicateKeyException e) {
      throw new ProblemException(
          ProblemException.Kind.CONFLICT,
          "window_exists",
          "There is a maintenance window of this name already.");
    }
  }

  private MaintenanceWindow insert(Actor actor, String name, Cron recurring, int minutes) {
    return jdbc.sql(
            """
            insert into maintenance_window (customer_id, name, cron, zone, minutes, created_at,
                updated_at)
            values (:customer, :name, :cron, :zone, :minutes, :now, :now)
            on conflict (customer_id, lower(name)) do update
            set name = excluded.name, cron = excluded.cron, zone = excluded.zone,
                minutes = excluded.minutes, updated_at = excluded.updated_at
            returning *
            """)
        .param("customer", actor.customer().value())
        .param("name", name)
        .param("cron", recurring.text())
        .param("zone", recurring.zone().getId())
        .param("minutes", minutes)
        .param("now", Timestamp.from(clock.instant()))
        .query(MaintenanceWindows::window)
        .single();
  }

  /** Deletes one that no schedule asks for. */
  public void delete(Actor actor, String name) {
    actor.require(Permission.DEVICES_WRITE);
    MaintenanceWindow window = get(actor, name);
    try {
      audited.change(
          actor,
          () ->
              jdbc.sql("delete from maintenance_window where id = :id and customer_id = :customer")
                  .param("id", window.id())
                  .param("customer", actor.customer().value())
                  .update(),
          gone -> AuditEvent.of("window.delete").on("window", window.id(), window.name()));
    } catch (DataIntegrityViolationException e) {
      throw new ProblemException(
          ProblemException.Kind.CONFLICT,
          "window_in_use",
          "A schedule asks for \"%s\". Give it another window first.".formatted(window.name()));
    }
  }

  private static MaintenanceWindow window(ResultSet rs, int row) throws SQLException {
    return new MaintenanceWindow(
        rs.getLong("id"),
        rs.getString("name"),
        rs.getString("cron"),
        rs.getString("zone"),
        rs.getInt("minutes"));
  }
}
