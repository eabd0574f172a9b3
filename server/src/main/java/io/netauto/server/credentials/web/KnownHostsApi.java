package io.netauto.server.credentials.web;

import io.netauto.server.credentials.KnownHost;
import io.netauto.server.credentials.KnownHosts;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/known-hosts")
@Tag(name = "Known hosts", description = "The SSH host keys of devices.")
class KnownHostsApi {
  private final KnownHosts knownHosts;
  private final CurrentActor actor;

  KnownHostsApi(KnownHosts knownHosts, CurrentActor actor) {
    this.knownHosts = knownHosts;
    this.actor = actor;
  }

  /**
   * @param state trusted, or pending while it waits for a person's decision
   */
  record KnownHostJson(
      long id,
      long deviceId,
      String host,
      int port,
      String algorithm,
      String fingerprint,
      String state,
      Instant firstSeen,
      Instant lastSeen,
      String decidedBy) {
    static KnownHostJson of(KnownHost k) {
      return new KnownHostJson(
          k.id(),
          k.deviceId(),
          k.host(),
          k.port(),
          k.algorithm(),
          k.fingerprint(),
          k.state().name().toLowerCase(Locale.ROOT),
          k.firstSeen(),
          k.lastSeen(),
          k.decidedBy());
    }
  }

  @GetMapping
  @Operation(summary = "List host keys, of one device (its number) or of all")
  Page<KnownHostJson> list(@RequestParam(required = false) @Nullable Long device) {
    return Page.whole(
            device == null ? knownHosts.all(actor.get()) : knownHosts.of(actor.get(), device))
        .map(KnownHostJson::of);
  }

  @PostMapping("/{id}/approve")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Trust this key of its device in place of the one trusted until now")
  void approve(@PathVariable long id) {
    knownHosts.approve(actor.get(), id);
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Forget a key")
  void delete(@PathVariable long id) {
    knownHosts.delete(actor.get(), id);
  }
}
