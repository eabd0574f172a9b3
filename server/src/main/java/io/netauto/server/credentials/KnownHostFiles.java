package io.netauto.server.credentials;

import io.netauto.driver.HostKeys.HostKey;
import io.netauto.driver.transport.KnownHostLine;
import io.netauto.server.identity.Actor;
import io.netauto.server.identity.Audit;
import io.netauto.server.identity.AuditEvent;
import io.netauto.server.identity.Permission;
import io.netauto.server.web.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Host keys from and to OpenSSH's {@code known_hosts} files, hashed host names included. A line is
 * for the devices whose address or name, with their port, it names.
 */
@Service
public class KnownHostFiles {
  private static final int MOST_LINES = 20_000;
  private static final String REVOKED =
      "The key is revoked for this device; forget that on its page first.";

  /** A hashed name is tried with every device: this bounds the wait to seconds. */
  private static final long MOST_TRIES = 10_000_000;

  private final JdbcClient jdbc;
  private final HostAuthorities authorities;
  private final TransactionTemplate transaction;
  private final Audit audit;
  private final Clock clock;

  KnownHostFiles(
      JdbcClient jdbc,
      HostAuthorities authorities,
      TransactionTemplate transaction,
      Audit audit,
      Clock clock) {
    this.jdbc = jdbc;
    this.authorities = authorities;
    this.transaction = transaction;
    this.audit = audit;
    this.clock = clock;
  }

  /** What becomes of a line. */
  public enum Outcome {
    /** The key is trusted now, be it as one that signs certificates. */
    TRUSTED,
    /** It was trusted before. */
    KNOWN,
    /** It takes the place of another key of its algorithm. */
    REPLACED,
    /** The key must not be shown any more. */
    REVOKED,
    /** Another key of its algorithm is trusted, and stays. */
    DIFFERS,
    /** No device is named so. */
    NO_DEVICE,
    /** Cannot be read, or is not supported. */
    UNUSABLE
  }

  /**
   * @param line counts from 1
   * @param hostname of the device; empty for none
   * @param fingerprint empty where the line has no key
   * @param words what becomes of it, and what to do
   */
  public record Reported(
      int line, Outcome outcome, String hostname, String fingerprint, String words) {}

  /**
   * @param dryRun whether nothing was changed
   */
  public record Report(boolean dryRun, Map<Outcome, Integer> counts, List<Reported> lines) {}

  private record Known(long id, String hostname, String address, int port) {}

  /**
   * Trusts the keys of a file.
   *
   * @param replace whether they take the place of other keys that are trusted
   * @param dryRun to change nothing and only tell what would be
   */
  public Report read(Actor actor, String file, boolean replace, boolean dryRun) {
    actor.require(Permission.KNOWN_HOSTS_WRITE);
    List<String> lines = file.lines().toList();
    if (lines.size() > MOST_LINES) {
      throw ProblemException.invalid(
          "file", "At most %,d lines at once; split the file.".formatted(MOST_LINES));
    }
    List<Known> devices =
        jdbc.sql(
                """
                select id, hostname, address, port from device where customer_id = :customer
                order by id
                """)
            .param("customer", actor.customer().value())
            .query(
                (rs, row) ->
                    new Known(
                        rs.getLong("id"),
                        rs.getString("hostname"),
                        rs.getString("address"),
                        rs.getInt("port")))
            .list();
    return transaction.execute(
        status -> {
          List<Reported> reported = lines(actor, lines, devices, replace);
          Map<Outcome, Integer> counts = new HashMap<>();
          reported.forEach(r -> counts.merge(r.outcome(), 1, Integer::sum));
          if (dryRun) {
            status.setRollbackOnly();
          } else {
            audit.record(
                actor,
                AuditEvent.of("known-host.import")
                    .with("lines", lines.size())
                    .with("trusted", counts.getOrDefault(Outcome.TRUSTED, 0))
                    .with("replaced", counts.getOrDefault(Outcome.REPLACED, 0)));
          }
          return new Report(dryRun, counts, reported);
        });
  }

  private List<Reported> lines(
      Actor actor, List<String> lines, List<Known> devices, boolean replace) {
    Map<String, List<Known>> byName = new HashMap<>();
    for (Known device : devices) {
      for (String name : List.of(device.hostname(), device.address())) {
        byName
            .computeIfAbsent(KnownHostLine.name(name, device.port()), n -> new ArrayList<>())
            .add(device);
      }
    }
    List<Reported> reported = new ArrayList<>();
    long tries = 0;
    for (int i = 0; i < lines.size(); i++) {
      switch (KnownHostLine.parse(lines.get(i))) {
        case KnownHostLine.Nothing n -> {}
        case KnownHostLine.Unusable(String why) ->
            reported.add(new Reported(i + 1, Outcome.UNUSABLE, "", "", why));
        case KnownHostLine.Entry entry -> {
          if (entry.marker() == KnownHostLine.Marker.AUTHORITY) {
            reported.add(authority(actor, i + 1, lines.get(i), entry.key()));
            continue;
          }
          List<Known> named = new ArrayList<>();
          if (entry.isPlain()) {
            for (String name : entry.names()) {
              byName.getOrDefault(name, List.of()).stream()
                  .filter(d -> !named.contains(d))
                  .forEach(named::add);
            }
          } else {
            tries += devices.size();
            if (tries > MOST_TRIES) {
              throw ProblemException.invalid(
                  "file",
                  "So many hashed names take too long with so many devices; split the file before"
                      + " line %d.".formatted(i + 1));
            }
            devices.stream()
                .filter(
                    d ->
                        entry.matches(d.address(), d.port())
                            || entry.matches(d.hostname(), d.port()))
                .forEach(named::add);
          }
          if (named.isEmpty()) {
            reported.add(
                new Reported(
                    i + 1,
                    Outcome.NO_DEVICE,
                    "",
                    entry.key().fingerprint(),
                    "No device has this name or address and port."));
          }
          for (Known device : named) {
            reported.add(
                switch (entry.marker()) {
                  case NONE -> trust(actor, i + 1, device, entry.key(), replace);
                  case AUTHORITY, REVOKED -> revoke(actor, i + 1, device, entry.key());
                });
          }
        }
      }
    }
    return reported;
  }

  /** For the hosts that the line names, those that are added later among them. */
  private Reported authority(Actor actor, int line, String text, HostKey key) {
    String hosts = text.strip().split("\\s+", 3)[1];
    Optional<String> refused = authorities.refusal(actor, key);
    Outcome outcome =
        refused.isPresent()
            ? Outcome.UNUSABLE
            : authorities.keep(actor, hosts, key) ? Outcome.TRUSTED : Outcome.KNOWN;
    return new Reported(
        line,
        outcome,
        "",
        key.fingerprint(),
        refused.orElse(
            outcome == Outcome.KNOWN
                ? "Known already."
                : "Trusted to sign the certificates of these hosts."));
  }

  /** A key that must not be shown by this device any more. */
  private Reported revoke(Actor actor, int line, Known device, HostKey key) {
    lock(device);
    if (stateOf(device, key).equals("revoked")) {
      return reported(line, Outcome.KNOWN, device, key, "Known already.");
    }
    keep(actor, device, key, "revoked");
    return reported(
        line, Outcome.REVOKED, device, key, "Revoked: a device that shows it is refused.");
  }

  private void lock(Known device) {
    jdbc.sql("select id from device where id = :id for no key update")
        .param("id", device.id())
        .query(rs -> {});
  }

  private String stateOf(Known device, HostKey key) {
    return jdbc.sql(
            "select state from known_host where device_id = :device and fingerprint = :fingerprint")
        .param("device", device.id())
        .param("fingerprint", key.fingerprint())
        .query(String.class)
        .optional()
        .orElse("");
  }

  private Reported trust(Actor actor, int line, Known device, HostKey key, boolean replace) {
    lock(device);
    if (stateOf(device, key).equals("revoked")) {
      return reported(line, Outcome.UNUSABLE, device, key, REVOKED);
    }
    String before =
        jdbc.sql(
                """
                select fingerprint from known_host
                where device_id = :device and state = 'trusted' and algorithm = :algorithm
                """)
            .param("device", device.id())
            .param("algorithm", key.algorithm())
            .query(String.class)
            .optional()
            .orElse("");
    if (before.equals(key.fingerprint())) {
      return reported(line, Outcome.KNOWN, device, key, "Trusted already.");
    }
    if (!before.isEmpty() && !replace) {
      return reported(
          line,
          Outcome.DIFFERS,
          device,
          key,
          "Another key is trusted: " + before + ". Import with replace to trust this one instead.");
    }
    jdbc.sql(
            """
            delete from known_host
            where device_id = :device and state = 'trusted' and algorithm = :algorithm
            """)
        .param("device", device.id())
        .param("algorithm", key.algorithm())
        .update();
    keep(actor, device, key, "trusted");
    return before.isEmpty()
        ? reported(line, Outcome.TRUSTED, device, key, "Trusted.")
        : reported(line, Outcome.REPLACED, device, key, "Trusted in place of " + before + ".");
  }

  private void keep(Actor actor, Known device, HostKey key, String state) {
    jdbc.sql(
            """
            insert into known_host (customer_id, device_id, host, port, algorithm, fingerprint,
                public_key, state, first_seen, last_seen, decided_by)
            values (:customer, :device, :host, :port, :algorithm, :fingerprint, :key, :state,
                :now, :now, :by)
            on conflict (device_id, fingerprint) do update
            set state = excluded.state, decided_by = excluded.decided_by
            """)
        .param("customer", actor.customer().value())
        .param("device", device.id())
        .param("host", device.address())
        .param("port", device.port())
        .param("algorithm", key.algorithm())
        .param("fingerprint", key.fingerprint())
        .param("key", key.encoded())
        .param("state", state)
        .param("by", actor.username() + " (import)")
        .param("now", Timestamp.from(clock.instant()))
        .update();
  }

  private static Reported reported(
      int line, Outcome outcome, Known device, HostKey key, String words) {
    return new Reported(line, outcome, device.hostname(), key.fingerprint(), words);
  }

  /**
   * Writes the trusted keys, the authorities and what is revoked as a {@code known_hosts} file, by
   * the devices' names.
   */
  public void write(Actor actor, Writer out) {
    actor.require(Permission.KNOWN_HOSTS_READ);
    for (HostAuthority each : authorities.list(actor)) {
      line(out, each.line());
    }
    jdbc.sql(
            """
            select d.hostname, d.address, k.port, k.public_key,
                case k.state when 'revoked' then '@revoked ' else '' end as marker
            from known_host k join device d on d.id = k.device_id
            where k.customer_id = :customer and k.state <> 'pending'
            order by d.hostname, k.algorithm, k.id
            """)
        .param("customer", actor.customer().value())
        .query(
            rs -> {
              line(
                  out,
                  rs.getString("marker")
                      + KnownHostLine.format(
                          List.of(rs.getString("address"), rs.getString("hostname")),
                          rs.getInt("port"),
                          rs.getString("public_key")));
            });
  }

  private static void line(Writer out, String line) {
    try {
      out.write(line + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
