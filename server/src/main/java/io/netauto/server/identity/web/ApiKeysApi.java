package io.netauto.server.identity.web;

import io.netauto.server.identity.ApiKeys;
import io.netauto.server.identity.ApiKeysOfPeople;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.identity.Permission;
import io.netauto.server.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/api-keys")
@Tag(name = "API keys", description = "Keys that act as their owner in one customer.")
class ApiKeysApi {
  private final ApiKeys keys;
  private final ApiKeysOfPeople people;
  private final CurrentActor actor;

  ApiKeysApi(ApiKeys keys, ApiKeysOfPeople people, CurrentActor actor) {
    this.keys = keys;
    this.people = people;
    this.actor = actor;
  }

  @GetMapping
  @Operation(summary = "List one's API keys in this customer, newest first")
  Page<ApiKeys.ApiKey> keys(
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    return keys.list(actor.get(), cursor, CustomersApi.limit(limit));
  }

  record NewKey(
      @Nullable String name, @Nullable Instant expiresAt, @Nullable Set<Permission> scopes) {}

  record NewKeyJson(
      long id,
      String apiKey,
      String prefix,
      String name,
      @Nullable Instant expiresAt,
      @Nullable Set<Permission> scopes) {}

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      summary = "Make an API key",
      description = "The answer is the only place that shows it.")
  NewKeyJson create(@RequestBody NewKey body) {
    ApiKeys.NewApiKey created =
        keys.create(
            actor.get(),
            Objects.requireNonNullElse(body.name(), ""),
            body.expiresAt(),
            body.scopes());
    ApiKeys.ApiKey key = created.key();
    return new NewKeyJson(
        key.id(), created.secret(), key.prefix(), key.name(), key.expiresAt(), key.scopes());
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Revoke an API key")
  void revoke(@PathVariable long id) {
    keys.revoke(actor.get(), id);
  }

  /**
   * @param user whose it is
   */
  record OwnedKeyJson(
      long id,
      String name,
      String prefix,
      String user,
      Instant createdAt,
      @Nullable Instant expiresAt,
      @Nullable Instant lastUsedAt,
      @Nullable Set<Permission> scopes) {
    static OwnedKeyJson of(ApiKeysOfPeople.Owned owned) {
      ApiKeys.ApiKey key = owned.key();
      return new OwnedKeyJson(
          key.id(),
          key.name(),
          key.prefix(),
          owned.username(),
          key.createdAt(),
          key.expiresAt(),
          key.lastUsedAt(),
          key.scopes());
    }
  }

  @GetMapping("/everybody")
  @Operation(
      summary = "List everybody's API keys in this customer, newest first",
      description = "For administrators. q searches in the keys' names, prefixes and user names.")
  Page<OwnedKeyJson> everybody(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    return people.list(actor.get(), q, cursor, CustomersApi.limit(limit)).map(OwnedKeyJson::of);
  }

  @DeleteMapping("/everybody/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Revoke somebody's API key", description = "For administrators.")
  void revokeOfOthers(@PathVariable long id) {
    people.revoke(actor.get(), id);
  }
}
