package io.netauto.server.identity.web;

import io.netauto.server.identity.User;
import io.netauto.server.web.Page;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The list of users.
 *
 * @param text searched for; empty for all
 * @param role filtered by; empty for all
 * @param state {@code active}, {@code inactive} or empty for all
 * @param everywhere whether those of all customers are shown
 * @param all whether the viewer may see those of all customers
 * @param later whether this is not the first page
 */
public record UserListPage(
    Page<User> users,
    String text,
    String role,
    String state,
    boolean everywhere,
    boolean all,
    boolean later) {

  public boolean isFiltered() {
    return !text.isEmpty() || !role.isEmpty() || !state.isEmpty();
  }

  /** The address of the next page. */
  public String next() {
    return UriComponentsBuilder.fromPath("/settings/users")
        .queryParam("cursor", "{cursor}")
        .queryParam("q", "{q}")
        .queryParam("role", "{role}")
        .queryParam("state", "{state}")
        .queryParam("everywhere", everywhere)
        .encode()
        .buildAndExpand(users.next(), text, role, state)
        .toUriString();
  }
}
