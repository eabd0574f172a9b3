package io.netauto.server.credentials.web;

import io.netauto.server.credentials.CredentialUses.Uses;
import io.netauto.server.credentials.LoginTrial;
import io.netauto.server.credentials.StoredCredential;
import io.netauto.server.credentials.StoredCredentials;
import io.netauto.server.credentials.StoredParts;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.web.Page;
import io.netauto.server.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/credentials")
@Tag(
    name = "Credentials",
    description =
        "Credentials that are kept on the server, sealed. Their secrets can be written, never"
            + " read.")
class StoredCredentialsApi {
  private final StoredCredentials credentials;
  private final CurrentActor actor;

  StoredCredentialsApi(StoredCredentials credentials, CurrentActor actor) {
    this.credentials = credentials;
    this.actor = actor;
  }

  /**
   * A part that is left out, or null, stays; an empty one is taken away.
   *
   * @param name absent for the same, when it is changed
   */
  record CredentialInput(
      @Nullable String name,
      @Nullable String username,
      @Nullable String password,
      @Nullable String enablePassword,
      @Nullable String privateKey,
      @Nullable String passphrase) {
    StoredParts parts() {
      return new StoredParts(username, password, enablePassword, privateKey, passphrase);
    }

    @Override
    public String toString() {
      return "CredentialInput[name=" + name + ", " + parts() + "]";
    }
  }

  /**
   * @param device a hostname or number
   */
  record TrialInput(@Nullable String device) {}

  /** A credential and who names it. */
  record Details(StoredCredential credential, Uses usedBy) {}

  @GetMapping
  @Operation(
      summary = "List the stored credentials",
      description = "Says which parts are set, never what they are.")
  Page<StoredCredential> list(@RequestParam(required = false) @Nullable String cursor) {
    return credentials.list(actor.get(), cursor);
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      summary = "Store a credential",
      description =
          "With a password or a private key, or both. Devices name it as stored:NAME. A key's"
              + " fingerprint is shown from then on, its text never.")
  StoredCredential create(@RequestBody CredentialInput input) {
    return credentials.create(actor.get(), input.name() == null ? "" : input.name(), input.parts());
  }

  @GetMapping("/{name}")
  @Operation(summary = "Show a stored credential and who names it")
  Details get(@PathVariable String name) {
    return new Details(credentials.get(actor.get(), name), credentials.uses(actor.get(), name));
  }

  @PatchMapping("/{name}")
  @Operation(
      summary = "Change a stored credential",
      description =
          "Parts that are left out stay, an empty text takes one away. It can be renamed as long as"
              + " no device or group names it.")
  StoredCredential edit(@PathVariable String name, @RequestBody CredentialInput input) {
    return credentials.edit(actor.get(), name, input.name(), input.parts());
  }

  @DeleteMapping("/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Delete a stored credential",
      description = "Refused while a device or group names it.")
  void delete(@PathVariable String name) {
    credentials.delete(actor.get(), name);
  }

  @PostMapping("/{name}/test")
  @Operation(
      summary = "Try a stored credential on a device",
      description =
          "Logs in and out again, as a run would: it waits for its turn, is refused for a stopped"
              + " credential, and counts as a login.")
  LoginTrial.Result test(@PathVariable String name, @RequestBody TrialInput input) {
    if (input.device() == null || input.device().isBlank()) {
      throw ProblemException.invalid("device", "Say on which device to try it.");
    }
    return credentials.test(actor.get(), name, input.device());
  }
}
