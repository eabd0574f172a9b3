package io.netauto.server.limits.web;

import io.netauto.server.identity.CurrentActor;
import io.netauto.server.limits.PermitLimit;
import io.netauto.server.limits.PermitLimits;
import io.netauto.server.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/limits")
@Tag(name = "Limits", description = "How many sessions and logins there may be at once.")
class LimitsApi {
  private final PermitLimits limits;
  private final CurrentActor actor;

  LimitsApi(PermitLimits limits, CurrentActor actor) {
    this.limits = limits;
    this.actor = actor;
  }

  /**
   * @param key absent or empty for each of the kind
   */
  record LimitInput(String kind, @Nullable String key, @Nullable Double value) {}

  @GetMapping
  @Operation(
      summary = "List the limits, and how far they are used",
      description = "Of sessions at once; of kind login, of logins per second.")
  Page<PermitLimit> list() {
    return Page.whole(limits.list(actor.get()));
  }

  @PutMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Set a limit",
      description =
          "kind is global, customer, site, device or login; key is the site, the device's name or"
              + " number, or the credential, and empty for each of them. global and customer are"
              + " set by administrators of the server.")
  void set(@RequestBody LimitInput input) {
    limits.set(actor.get(), input.kind(), input.key() == null ? "" : input.key(), input.value());
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Take a limit away")
  void unset(@RequestParam String kind, @RequestParam(defaultValue = "") String key) {
    limits.unset(actor.get(), kind, key);
  }
}
