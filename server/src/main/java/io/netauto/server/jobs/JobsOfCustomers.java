package io.netauto.server.jobs;

import io.netauto.server.identity.CustomerContents;
import io.netauto.server.identity.CustomerId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells how many jobs keep a customer from being removed. */
@Component
class JobsOfCustomers implements CustomerContents {
  private final JdbcClient jdbc;

  JobsOfCustomers(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String what() {
    return "jobs";
  }

  @Override
  public Map<CustomerId, Long> count(Collection<CustomerId> customers) {
    Map<CustomerId, Long> counts = new HashMap<>();
    jdbc.sql(
            "select customer_id, count(*) from job where customer_id = any(:ids) group by"
                + " customer_id")
        .param("ids", customers.stream().map(CustomerId::value).toArray(Long[]::new))
        .query(
            rs -> {
              counts.put(new CustomerId(rs.getLong(1)), rs.getLong(2));
            });
    return counts;
  }
}
