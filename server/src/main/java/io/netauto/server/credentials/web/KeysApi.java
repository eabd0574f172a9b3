package io.netauto.server.credentials.web;

import io.netauto.server.credentials.SealingKeys;
import io.netauto.server.identity.CurrentActor;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/keys")
@Tag(name = "Keys", description = "The keys that secrets are sealed with; superusers only.")
class KeysApi {
  private final SealingKeys keys;
  private final CurrentActor actor;

  KeysApi(SealingKeys keys, CurrentActor actor) {
    this.keys = keys;
    this.actor = actor;
  }

  @GetMapping
  @Operation(
      summary = "Show the state of the keys",
      description = "And how many secrets wait to be sealed anew after a rotation. Shows no key.")
  SealingKeys.Status status() {
    return keys.status(actor.get());
  }

  @PostMapping("/rotate")
  @Operation(
      summary = "Rotate the data keys",
      description =
          "Makes a new key for each customer and the server. What is stored is sealed anew in the"
              + " background; nothing stops meanwhile.")
  SealingKeys.Status rotate() {
    return keys.rotate(actor.get());
  }

  @PostMapping("/rotate-master")
  @Operation(
      summary = "Encrypt the data keys by the current master key",
      description =
          "A server that keeps its master key itself makes a new one. Otherwise all nodes are first"
              + " started with the new NET_AUTO_MASTER_KEY and the old one as"
              + " NET_AUTO_MASTER_KEY_PREVIOUS.")
  SealingKeys.Status rotateMaster() {
    return keys.rotateMaster(actor.get());
  }
}
