package io.netauto.server.credentials;

import io.netauto.driver.HostKeys.HostKey;
import io.netauto.driver.transport.KnownHostLine;
import io.netauto.server.identity.Actor;
import io.netauto.server.identity.Audit;
import io.netauto.server.identity.AuditEvent;
import io.netauto.server.identity.CustomerId;
import io.netauto.server.identity.Permission;
import io.netauto.server.web.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** The authorities that a customer trusts to sign host certificates. */
@Service
public class HostAuthorities {
  /** All are tried for each connection. */
  private static final int MOST = 200;

  private static final int LONGEST = 2_000;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Audit audit;
  private final Clock clock;

  HostAuthorities(JdbcClient jdbc, TransactionTemplate transaction, Audit audit, Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.audit = audit;
    this.clock = clock;
  }

  /** All of the customer, the oldest first; at most 200. */
  public List<HostAuthority> list(Actor actor) {
    actor.require(Permission.KNOWN_HOSTS_READ);
    return all(actor.customer());
  }

  private List<HostAuthority> all(CustomerId customer) {
    return jdbc.sql("select * from host_authority where customer_id = :customer order by id")
        .param("customer", customer.value())
        .query((rs, row) -> authority(rs))
        .list();
  }

  private static HostAuthority authority(ResultSet rs) throws SQLException {
    return new HostAuthority(
        rs.getLong("id"),
        rs.getString("hosts"),
        rs.getString("algorithm"),
        rs.getString("fingerprint"),
        rs.getString("public_key"),
        rs.getTimestamp("created_at").toInstant(),
        rs.getString("created_by"));
  }

  /** The fingerprints of those that sign for the device, by its name or its address. */
  List<String> of(CustomerId customer, long device) {
    return jdbc
        .sql(
            """
            select a.*, d.hostname, d.address, d.port
            from host_authority a join device d on d.id = :device
            where a.customer_id = :customer
            order by a.id
            """)
        .param("customer", customer.value())
        .param("device", device)
        .query(
            (rs, row) -> {
              HostAuthority each = authority(rs);
              return matches(
                      each.line(),
                      rs.getString("hostname"),
                      rs.getString("address"),
                      rs.getInt("port"))
                  ? Optional.of(each.fingerprint())
                  : Optional.<String>empty();
            })
        .list()
        .stream()
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  private static boolean matches(String line, String hostname, String address, int port) {
    return KnownHostLine.parse(line) instanceof KnownHostLine.Entry entry
        && (entry.matches(hostname, port) || entry.matches(address, port));
  }

  /**
   * Trusts an authority.
   *
   * @param hosts patterns parted by commas, such as {@code *.example.net,10.0.0.*}
   * @param publicKey as OpenSSH writes it: type, base64, maybe a comment
   */
  public HostAuthority add(Actor actor, String hosts, String publicKey) {
    actor.require(Permission.KNOWN_HOSTS_WRITE);
    String patterns = hosts.strip().replaceAll("\\s*,\\s*", ",");
    if (patterns.isEmpty() || patterns.length() > LONGEST || patterns.matches(".*\\s.*")) {
      throw ProblemException.invalid(
          "hosts",
          "Write the names or addresses of the hosts, with * and ? for any, parted by commas: at"
              + " most %,d characters.".formatted(LONGEST));
    }
    KnownHostLine line =
        KnownHostLine.parse("@cert-authority " + patterns + " " + publicKey.strip());
    if (!(line instanceof KnownHostLine.Entry entry)) {
      throw ProblemException.invalid(
          "publicKey",
          line instanceof KnownHostLine.Unusable(String why)
              ? why
              : "Paste the authority's public key: ssh-ed25519 AAAA…");
    }
    return transaction.execute(
        status -> {
          Optional<String> refused = refusal(actor, entry.key());
          if (refused.isPresent()) {
            throw ProblemException.invalid("publicKey", refused.get());
          }
          keep(actor, patterns, entry.key());
          HostAuthority kept = find(actor, patterns, entry.key()).orElseThrow();
          audit.record(actor, audited("known-host.authority.add", kept));
          return kept;
        });
  }

  private static AuditEvent audited(String action, HostAuthority authority) {
    return AuditEvent.of(action)
        .on("host-authority", authority.id(), authority.hosts())
        .with("fingerprint", authority.fingerprint());
  }

  private Optional<HostAuthority> find(Actor actor, String hosts, HostKey key) {
    return all(actor.customer()).stream()
        .filter(each -> each.hosts().equals(hosts))
        .filter(each -> each.fingerprint().equals(key.fingerprint()))
        .findFirst();
  }

  /** Why a key is not taken for an authority; empty where it is. */
  Optional<String> refusal(Actor actor, HostKey key) {
    Optional<String> revoked =
        jdbc.sql(
                """
                select d.hostname from known_host k join device d on d.id = k.device_id
                where k.customer_id = :customer and k.fingerprint = :fingerprint
                  and k.state = 'revoked' order by d.hostname limit 1
                """)
            .param("customer", actor.customer().value())
            .param("fingerprint", key.fingerprint())
            .query(String.class)
            .optional();
    if (revoked.isPresent()) {
      return Optional.of(
          "The key is revoked for the device %s; forget that on its page first."
              .formatted(revoked.get()));
    }
    return all(actor.customer()).size() < MOST
        ? Optional.empty()
        : Optional.of(
            "There are %d authorities already. Forget one, or use patterns of hosts."
                .formatted(MOST));
  }

  /** False where it is trusted for the same hosts already. */
  boolean keep(Actor actor, String hosts, HostKey key) {
    return jdbc.sql(
                """
                insert into host_authority (customer_id, hosts, algorithm, fingerprint, public_key,
                    created_at, created_by)
                values (:customer, :hosts, :algorithm, :fingerprint, :key, :now, :by)
                on conflict do nothing
                """)
            .param("customer", actor.customer().value())
            .param("hosts", hosts)
            .param("algorithm", key.algorithm())
            .param("fingerprint", key.fingerprint())
            .param("key", key.encoded())
            .param("now", Timestamp.from(clock.instant()))
            .param("by", actor.username())
            .update()
        > 0;
  }

  /** Forgets an authority: what it signed is not trusted any more. */
  public void delete(Actor actor, long id) {
    actor.require(Permission.KNOWN_HOSTS_WRITE);
    transaction.executeWithoutResult(
        status -> {
          HostAuthority gone =
              all(actor.customer()).stream()
                  .filter(each -> each.id() == id)
                  .findFirst()
                  .orElseThrow(
                      () ->
                          ProblemException.notFound(
                              "host_authority_not_found",
                              "There is no authority with the number " + id + "."));
          jdbc.sql("delete from host_authority where id = :id").param("id", id).update();
          audit.record(actor, audited("known-host.authority.revoke", gone));
        });
  }
}
