package io.netauto.server.credentials;

import io.netauto.server.identity.CustomerId;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The table {@code stored_credential}, whose secrets are sealed before they get there. */
@Component
class StoredTable {
  private static final TypeReference<Map<String, String>> PARTS = new TypeReference<>() {};
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final JdbcClient jdbc;
  private final Sealing sealing;

  StoredTable(JdbcClient jdbc, Sealing sealing) {
    this.jdbc = jdbc;
    this.sealing = sealing;
  }

  /** A row; how many devices name it is known to other tables. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Row(StoredCredential credential, byte[] sealed) {}

  List<StoredCredential> list(CustomerId customer, String after, int limit) {
    return jdbc
        .sql(
            """
            select * from stored_credential
            where customer_id = :customer and lower(name) > :after
            order by lower(name) limit :limit
            """)
        .param("customer", customer.value())
        .param("after", after)
        .param("limit", limit)
        .query(StoredTable::row)
        .list()
        .stream()
        .map(Row::credential)
        .toList();
  }

  long count(CustomerId customer) {
    return jdbc.sql("select count(*) from stored_credential where customer_id = :customer")
        .param("customer", customer.value())
        .query(Long.class)
        .single();
  }

  Optional<Row> byName(CustomerId customer, String name) {
    return jdbc.sql(
            """
            select * from stored_credential
            where customer_id = :customer and lower(name) = lower(:name)
            """)
        .param("customer", customer.value())
        .param("name", name)
        .query(StoredTable::row)
        .optional();
  }

  /** The row, which nobody else changes until the transaction ends. */
  Optional<Row> lock(CustomerId customer, long id) {
    return jdbc.sql(
            "select * from stored_credential where customer_id = :customer and id = :id for update")
        .param("customer", customer.value())
        .param("id", id)
        .query(StoredTable::row)
        .optional();
  }

  long insert(
      CustomerId customer,
      String name,
      StoredParts parts,
      String fingerprint,
      String by,
      Instant now) {
    long id =
        jdbc.sql("select nextval(pg_get_serial_sequence('stored_credential', 'id'))")
            .query(Long.class)
            .single();
    jdbc.sql(
            """
            insert into stored_credential (id, customer_id, name, sealed, parts, key_fingerprint,
                created_at, changed_at, changed_by)
            values (:id, :customer, :name, :sealed, :parts, :fingerprint, :now, :now, :by)
            """)
        .param("id", id)
        .param("customer", customer.value())
        .param("name", name)
        .param("sealed", seal(customer, id, parts))
        .param("parts", parts.byName().keySet().toArray(String[]::new))
        .param("fingerprint", fingerprint)
        .param("now", Timestamp.from(now))
        .param("by", by)
        .update();
    return id;
  }

  void update(
      CustomerId customer,
      long id,
      String name,
      StoredParts parts,
      String fingerprint,
      String by,
      Instant now) {
    jdbc.sql(
            """
            update stored_credential set name = :name, sealed = :sealed, parts = :parts,
                key_fingerprint = :fingerprint, changed_at = :now, changed_by = :by
            where customer_id = :customer and id = :id
            """)
        .param("id", id)
        .param("customer", customer.value())
        .param("name", name)
        .param("sealed", seal(customer, id, parts))
        .param("parts", parts.byName().keySet().toArray(String[]::new))
        .param("fingerprint", fingerprint)
        .param("now", Timestamp.from(now))
        .param("by", by)
        .update();
  }

  void delete(CustomerId customer, long id) {
    jdbc.sql("delete from stored_credential where customer_id = :customer and id = :id")
        .param("customer", customer.value())
        .param("id", id)
        .update();
  }

  /** The secrets of a row. */
  StoredParts open(CustomerId customer, Row row) {
    byte[] plain = sealing.open(customer, purpose(row.credential().id()), row.sealed());
    return StoredParts.of(JSON.readValue(plain, PARTS));
  }

  private byte[] seal(CustomerId customer, long id, StoredParts parts) {
    byte[] plain = JSON.writeValueAsString(parts.byName()).getBytes(StandardCharsets.UTF_8);
    return sealing.seal(customer, purpose(id), plain);
  }

  @Configuration(proxyBeanMethods = false)
  static class ToReseal {
    @Bean
    SealedColumn storedCredentialColumn() {
      return new SealedColumn(
          "stored credentials",
          "stored_credential",
          "sealed",
          "customer_id",
          "'stored-credential/' || id");
    }
  }

  private static String purpose(long id) {
    return "stored-credential/" + id;
  }

  private static Row row(ResultSet rs, int number) throws SQLException {
    return new Row(
        new StoredCredential(
            rs.getLong("id"),
            rs.getString("name"),
            Arrays.stream((Object[]) rs.getArray("parts").getArray()).map(String::valueOf).toList(),
            rs.getString("key_fingerprint"),
            rs.getTimestamp("created_at").toInstant(),
            rs.getTimestamp("changed_at").toInstant(),
            rs.getString("changed_by"),
            0),
        rs.getBytes("sealed"));
  }
}
