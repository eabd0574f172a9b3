package io.netauto.server.inventory;

import io.netauto.server.credentials.CredentialUses;
import io.netauto.server.identity.CustomerId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The devices and groups that name a credential. */
@Component
class UsesOfCredentials implements CredentialUses {
  private static final int SOME = 5;

  private final JdbcClient jdbc;

  UsesOfCredentials(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Uses of(CustomerId customer, String ref) {
    String where = "where customer_id = :customer and lower(cred_ref) = lower(:ref)";
    long devices =
        jdbc.sql("select count(*) from device " + where)
            .param("customer", customer.value())
            .param("ref", ref)
            .query(Long.class)
            .single();
    return new Uses(
        devices,
        names("select hostname from device %s order by hostname limit %d", where, customer, ref),
        names("select name from device_group %s order by name limit %d", where, customer, ref));
  }

  private List<String> names(String sql, String where, CustomerId customer, String ref) {
    return jdbc.sql(sql.formatted(where, SOME))
        .param("customer", customer.value())
        .param("ref", ref)
        .query((rs, row) -> rs.getString(1))
        .list();
  }

  @Override
  public Map<String, Long> devices(CustomerId customer, String scheme) {
    Map<String, Long> devices = new HashMap<>();
    jdbc.sql(
            """
            select lower(cred_ref) as ref, count(*) as n from device
            where customer_id = :customer and cred_ref like :scheme group by lower(cred_ref)
            """)
        .param("customer", customer.value())
        .param("scheme", scheme.toLowerCase(Locale.ROOT) + ":%")
        .query(
            rs -> {
              devices.put(rs.getString("ref"), rs.getLong("n"));
            });
    return devices;
  }
}
