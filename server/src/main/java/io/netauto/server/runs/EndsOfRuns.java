package io.netauto.server.runs;

import io.netauto.server.identity.Audit;
import io.netauto.server.identity.AuditEntry;
import io.netauto.server.identity.AuditEvent;
import io.netauto.server.identity.AuditEvent.Outcome;
import io.netauto.server.identity.AuditOrigin;
import io.netauto.server.identity.CustomerId;
import io.netauto.server.identity.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells the audit trail of runs that are over, many in two statements, on behalf of who asked for
 * their jobs.
 */
@Component
class EndsOfRuns {
  private final JdbcClient jdbc;
  private final Audit audit;
  private final Masks masks;

  EndsOfRuns(JdbcClient jdbc, Audit audit, Masks masks) {
    this.jdbc = jdbc;
    this.audit = audit;
    this.masks = masks;
  }

  /** These runs ended in the transaction of the caller. */
  void tell(Collection<Long> runs) {
    if (runs.isEmpty()) {
      return;
    }
    audit.record(
        jdbc.sql(
                """
                select r.id, r.job_id, r.customer_id, r.device_id, r.hostname, r.platform, r.commands, r.mode,
                    r.status, r.cause ->> 'code' as cause, r.bytes, r.cred_ref, r.attempt,
                    j.requested_by, j.requester_id, j.request_id, j.address
                from run r join job j on j.id = r.job_id
                where r.id = any(:ids) order by r.id
                """)
            .param("ids", runs.toArray(Long[]::new))
            .query(this::entry)
            .list());
  }

  private AuditEntry entry(ResultSet rs, int row) throws SQLException {
    RunStatus status = RunStatus.of(rs.getString("status"));
    long device = rs.getLong("device_id");
    boolean deleted = rs.wasNull();
    return new AuditEntry(
        new AuditOrigin(
            rs.getString("requested_by"),
            new UserId(rs.getLong("requester_id")),
            new CustomerId(rs.getLong("customer_id")),
            rs.getString("address"),
            rs.getString("request_id")),
        AuditEvent.of("run.end")
            .on("run", rs.getLong("id"), rs.getString("hostname"))
            .ended(status == RunStatus.OK ? Outcome.OK : Outcome.FAILED)
            .with("device", deleted ? null : device)
            .with("job", rs.getLong("job_id"))
            .with("commands", told(rs))
            .with("mode", rs.getString("mode"))
            .with("status", status.code())
            .with("exit", status == RunStatus.OK ? 0 : 1)
            .with("cause", rs.getString("cause"))
            .with("bytes", rs.getLong("bytes"))
            .with("credRef", notEmpty(rs.getString("cred_ref"))));
  }

  private List<String> told(ResultSet rs) throws SQLException {
    return ToldCommands.of(
        masks.ofRun(rs.getString("platform"), rs.getLong("job_id")),
        RunStates.texts(rs, "commands"));
  }

  private static @Nullable String notEmpty(String text) {
    return text.isEmpty() ? null : text;
  }
}
