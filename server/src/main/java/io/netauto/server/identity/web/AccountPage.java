package io.netauto.server.identity.web;

import io.netauto.server.identity.ApiKeys.ApiKey;
import io.netauto.server.identity.Permission;
import io.netauto.server.web.Page;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person may change about their own access.
 *
 * @param later whether this is not the first page of keys
 * @param created the key that was just made, in clear; null for none
 * @param server the address of this server, as a command line has to name it
 * @param permissions that a key may be given
 * @param errors in words, by field
 */
public record AccountPage(
    Page<ApiKey> keys,
    boolean later,
    @Nullable String created,
    String keyName,
    String server,
    List<Permission> permissions,
    Map<String, String> errors) {
  public AccountPage {
    permissions = List.copyOf(permissions);
    errors = Map.copyOf(errors);
  }

  public @Nullable String error(String field) {
    return errors.get(field);
  }

  /** The address of the next page of keys; null on the last. */
  public @Nullable String next() {
    return keys.next() == null ? null : "/account?cursor=" + keys.next();
  }

  @Override
  public String toString() {
    return "AccountPage[keys=" + keys + ", created=***]";
  }
}
