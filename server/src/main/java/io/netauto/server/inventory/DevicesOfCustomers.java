package io.netauto.server.inventory;

import io.netauto.server.identity.AddressRanges;
import io.netauto.server.identity.CustomerAddresses;
import io.netauto.server.identity.CustomerContents;
import io.netauto.server.identity.CustomerId;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Tells how many devices a customer has, and which lie outside of its ranges. */
@Component
class DevicesOfCustomers implements CustomerContents, CustomerAddresses {
  private static final int FIRST = 10;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  DevicesOfCustomers(JdbcClient jdbc, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  @Override
  public String what() {
    return "devices";
  }

  @Override
  public Map<CustomerId, Long> count(Collection<CustomerId> customers) {
    Map<CustomerId, Long> counts = new HashMap<>();
    jdbc.sql(
            "select customer_id, count(*) from device where customer_id = any(:ids) group by"
                + " customer_id")
        .param("ids", customers.stream().map(CustomerId::value).toArray(Long[]::new))
        .query(
            rs -> {
              counts.put(new CustomerId(rs.getLong(1)), rs.getLong(2));
            });
    return counts;
  }

  /** By hostname. Names are not looked up: what they resolve to is checked at each connection. */
  @Override
  public Outside outside(CustomerId customer, AddressRanges ranges) {
    // Only within a transaction does the driver of PostgreSQL read piece by piece.
    return Objects.requireNonNull(transaction.execute(status -> read(customer, ranges)));
  }

  private Outside read(CustomerId customer, AddressRanges ranges) {
    List<String> first = new ArrayList<>();
    long[] count = {0};
    jdbc.sql(
            "select hostname, address from device where customer_id = :customer order by hostname,"
                + " id")
        .param("customer", customer.value())
        .withFetchSize(1_000)
        .query(
            rs -> {
              String address = rs.getString("address");
              InetAddress literal = AddressCheck.literal(address);
              if (literal != null && !ranges.covers(literal)) {
                if (count[0]++ < FIRST) {
                  first.add("%s (%s)".formatted(rs.getString("hostname"), address));
                }
              }
            });
    return new Outside(count[0], first);
  }
}
