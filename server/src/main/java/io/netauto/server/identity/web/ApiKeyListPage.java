package io.netauto.server.identity.web;

import io.netauto.server.identity.ApiKeysOfPeople;
import io.netauto.server.web.Page;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The API keys of a customer.
 *
 * @param text searched for; empty for all
 * @param later whether this is not the first page
 * @param all whether the viewer administers all customers
 */
public record ApiKeyListPage(
    Page<ApiKeysOfPeople.Owned> keys, String text, boolean later, boolean all) {

  /** The address of the next page. */
  public String next() {
    return UriComponentsBuilder.fromPath("/settings/api-keys")
        .queryParam("cursor", "{cursor}")
        .queryParam("q", "{q}")
        .encode()
        .buildAndExpand(keys.next(), text)
        .toUriString();
  }
}
