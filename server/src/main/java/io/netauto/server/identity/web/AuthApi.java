package io.netauto.server.identity.web;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.ApiKeys;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.identity.Customer;
import io.netauto.server.identity.Logins;
import io.netauto.server.identity.Permission;
import io.netauto.server.identity.Users;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "Authentication", description = "Who is asking.")
class AuthApi {
  private final Logins logins;
  private final Users users;
  private final CurrentActor actor;

  AuthApi(Logins logins, Users users, CurrentActor actor) {
    this.logins = logins;
    this.users = users;
    this.actor = actor;
  }

  record TokenRequest(
      @Nullable String username,
      @Nullable String password,
      @Nullable String totp,
      @Nullable String name) {
    @Override
    public String toString() {
      return "TokenRequest[username=" + username + ", password=***]";
    }
  }

  record WhoJson(String username, String role) {}

  record TokenJson(long id, String apiKey, String prefix, String name, WhoJson user) {
    /** Spring writes answers to the log at DEBUG. */
    @Override
    public String toString() {
      return "TokenJson[id=" + id + ", apiKey=***, prefix=" + prefix + "]";
    }
  }

  @PostMapping("/auth/token")
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(summary = "Log in: an API key for a user name and password")
  TokenJson token(@RequestBody TokenRequest body, HttpServletRequest request) {
    Logins.Token token =
        logins.token(
            new Logins.Given(
                Objects.requireNonNullElse(body.username(), ""),
                Objects.requireNonNullElse(body.password(), ""),
                Objects.requireNonNullElse(body.totp(), "")),
            Objects.requireNonNullElse(body.name(), "API login"),
            request.getRemoteAddr());
    ApiKeys.ApiKey key = token.key().key();
    return new TokenJson(
        key.id(),
        token.key().secret(),
        key.prefix(),
        key.name(),
        new WhoJson(token.actor().username(), token.actor().role().wireName()));
  }

  record CustomerJson(long id, String name) {
    static CustomerJson of(Customer customer) {
      return new CustomerJson(customer.id().value(), customer.name());
    }
  }

  record MeJson(
      String username,
      String role,
      boolean superuser,
      boolean mustChangePassword,
      CustomerJson customer,
      List<CustomerJson> customers,
      List<Permission> permissions) {}

  @GetMapping("/auth/me")
  @Operation(summary = "Show who is asking and what they may do")
  MeJson me() {
    Actor a = actor.get();
    List<CustomerJson> customers = users.customers(a).stream().map(CustomerJson::of).toList();
    return new MeJson(
        a.username(),
        a.role().wireName(),
        a.superuser(),
        users.mustChangePassword(a),
        customers.stream().filter(c -> c.id() == a.customer().value()).findFirst().orElseThrow(),
        customers,
        a.permissions().stream().sorted().toList());
  }

  record PasswordChange(@Nullable String current, @Nullable String password) {
    @Override
    public String toString() {
      return "PasswordChange[***]";
    }
  }

  @PostMapping("/auth/password")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Change one's own password",
      description =
          "Ends the other sessions, and access tokens. API keys go on. Where somebody else set the"
              + " password, all but this, /auth/me and /auth/logout answers 403"
              + " password_change_needed until it is changed.")
  void changePassword(@RequestBody PasswordChange body) {
    users.changePassword(
        actor.get(),
        Objects.requireNonNullElse(body.current(), ""),
        Objects.requireNonNullElse(body.password(), ""));
  }
}
