package io.netauto.server.audit;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.Permission;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** How far the chains go. */
@Service
public class AuditHeads {
  private static final Logger log = LoggerFactory.getLogger(AuditHeads.class);

  private final JdbcClient jdbc;

  AuditHeads(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The head of the actor's customer; of all chains for a superuser. */
  public List<AuditHead> list(Actor actor) {
    actor.require(Permission.AUDIT_READ);
    return heads(actor.superuser() ? null : actor.customer().value());
  }

  private List<AuditHead> heads(@org.jspecify.annotations.Nullable Long chain) {
    return jdbc.sql(
            """
            select h.*, coalesce(c.name, '') as customer from audit_head h
            left join customer c on c.id = h.chain
            where :chain::bigint is null or h.chain = :chain order by h.chain
            """)
        .param("chain", chain)
        .query(
            (rs, row) ->
                new AuditHead(
                    rs.getLong("chain"),
                    rs.getString("customer"),
                    rs.getLong("seq"),
                    HexFormat.of().formatHex(rs.getBytes("hash")),
                    rs.getObject("sealed_at", OffsetDateTime.class).toInstant()))
        .list();
  }

  /** Tells the heads to the log, which is out of reach of who has the database alone. */
  void tell() {
    heads(null)
        .forEach(head -> log.info("Audit head {}:{}:{}", head.chain(), head.seq(), head.hash()));
  }
}
