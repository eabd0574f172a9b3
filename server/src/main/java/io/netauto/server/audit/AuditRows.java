package io.netauto.server.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Rows as the database has them. */
final class AuditRows {
  private AuditRows() {}

  static AuditRow row(ResultSet rs, int number) throws SQLException {
    return new AuditRow(
        rs.getLong("id"),
        rs.getObject("at", OffsetDateTime.class).toInstant(),
        number(rs, "customer_id"),
        number(rs, "user_id"),
        rs.getString("username"),
        rs.getString("address"),
        rs.getString("request_id"),
        rs.getString("action"),
        rs.getString("outcome"),
        rs.getString("kind"),
        rs.getString("object_id"),
        rs.getString("object_name"),
        rs.getString("details"),
        number(rs, "seq"));
  }

  static @Nullable Long number(ResultSet rs, String column) throws SQLException {
    long value = rs.getLong(column);
    return rs.wasNull() ? null : value;
  }
}
