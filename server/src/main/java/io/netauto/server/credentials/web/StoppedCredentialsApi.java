package io.netauto.server.credentials.web;

import io.netauto.server.credentials.CredentialBreaker;
import io.netauto.server.credentials.CredentialBreaker.Stopped;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/credentials/stopped")
@Tag(
    name = "Stopped credentials",
    description = "Credentials that are not used because their logins were refused.")
class StoppedCredentialsApi {
  private final CredentialBreaker breaker;
  private final CurrentActor actor;

  StoppedCredentialsApi(CredentialBreaker breaker, CurrentActor actor) {
    this.breaker = breaker;
    this.actor = actor;
  }

  @GetMapping
  @Operation(
      summary = "List the stopped credentials",
      description = "At trialAt one login is let through; when it is accepted, all are again.")
  Page<Stopped> list() {
    return Page.whole(breaker.list(actor.get()));
  }

  @PostMapping("/{ref}/reset")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Use a stopped credential again from now on",
      description = "ref is the reference with its source, e.g. env:LAB.")
  void reset(@PathVariable String ref) {
    breaker.reset(actor.get(), ref);
  }
}
