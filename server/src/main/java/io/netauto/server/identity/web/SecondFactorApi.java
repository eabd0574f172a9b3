package io.netauto.server.identity.web;

import io.netauto.server.identity.CurrentActor;
import io.netauto.server.identity.Enrolment;
import io.netauto.server.identity.OwnSecondFactor;
import io.netauto.server.identity.UserId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "Second factor", description = "Codes of an authenticator app, besides the password.")
class SecondFactorApi {
  private final OwnSecondFactor factor;
  private final CurrentActor actor;

  SecondFactorApi(OwnSecondFactor factor, CurrentActor actor) {
    this.factor = factor;
    this.actor = actor;
  }

  @GetMapping("/auth/totp")
  @Operation(summary = "Show how one's second factor stands")
  OwnSecondFactor.State state() {
    return factor.state(actor.get());
  }

  /** The key, in Base32 and as the URI that authenticator apps read. */
  record EnrolmentJson(String key, String uri) {
    @Override
    public String toString() {
      return "EnrolmentJson[***]";
    }
  }

  @PostMapping("/auth/totp")
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      summary = "Begin to set up a second factor: its key",
      description = "It counts once a first code of it is confirmed.")
  EnrolmentJson begin() {
    Enrolment enrolment = factor.begin(actor.get());
    return new EnrolmentJson(enrolment.key(), enrolment.uri());
  }

  record Code(@Nullable String code) {}

  record RecoveryJson(List<String> recoveryCodes) {
    @Override
    public String toString() {
      return "RecoveryJson[***]";
    }
  }

  @PostMapping("/auth/totp/confirm")
  @Operation(
      summary = "Turn the second factor on by a first code",
      description = "The answer is the only place that shows the recovery codes.")
  RecoveryJson confirm(@RequestBody Code body) {
    return new RecoveryJson(
        factor.confirm(actor.get(), Objects.requireNonNullElse(body.code(), "")));
  }

  record Off(@Nullable String password, @Nullable String code) {
    @Override
    public String toString() {
      return "Off[***]";
    }
  }

  @PostMapping("/auth/totp/disable")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Turn one's second factor off, with the password and a code")
  void disable(@RequestBody Off body) {
    factor.disable(
        actor.get(),
        Objects.requireNonNullElse(body.password(), ""),
        Objects.requireNonNullElse(body.code(), ""));
  }

  @DeleteMapping("/users/{id}/second-factor")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Reset a user's second factor",
      description = "For somebody who lost the device and the recovery codes.")
  void reset(@PathVariable long id) {
    factor.reset(actor.get(), new UserId(id));
  }

  record Policy(boolean required) {}

  @GetMapping("/settings/second-factor")
  @Operation(summary = "Show whether the customer requires a second factor of its people")
  Policy policy() {
    return new Policy(factor.requiredHere(actor.get()));
  }

  @PutMapping("/settings/second-factor")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Require a second factor of the customer's people, or no longer",
      description = "Holds from each person's next login on.")
  void require(@RequestBody Policy body) {
    factor.requireHere(actor.get(), body.required());
  }
}
