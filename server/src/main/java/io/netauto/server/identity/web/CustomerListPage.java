package io.netauto.server.identity.web;

import io.netauto.server.identity.Customers;
import io.netauto.server.web.Page;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The list of customers.
 *
 * @param text searched for; empty for all
 * @param state {@code active}, {@code inactive} or empty for all
 * @param later whether this is not the first page
 */
public record CustomerListPage(
    Page<Customers.Counted> customers, String text, String state, boolean later) {

  public boolean isFiltered() {
    return !text.isEmpty() || !state.isEmpty();
  }

  /** The address of the next page. */
  public String next() {
    return UriComponentsBuilder.fromPath("/settings/customers")
        .queryParam("cursor", "{cursor}")
        .queryParam("q", "{q}")
        .queryParam("state", "{state}")
        .encode()
        .buildAndExpand(customers.next(), text, state)
        .toUriString();
  }
}
