package io.netauto.server.identity;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The address ranges of customers, as they are at the time. */
@Service
public class CustomerRanges {
  private final JdbcClient jdbc;

  CustomerRanges(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** For many addresses ask once; a change then holds from the next time. */
  public AddressRanges of(CustomerId customer) {
    return new AddressRanges(
        jdbc.sql("select unnest(ranges)::text from customer where id = :id")
            .param("id", customer.value())
            .query((rs, row) -> rs.getString(1))
            .list());
  }
}
