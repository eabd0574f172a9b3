package io.netauto.server.identity.web;

import io.netauto.server.identity.CurrentActor;
import io.netauto.server.identity.Role;
import io.netauto.server.identity.User;
import io.netauto.server.identity.UserId;
import io.netauto.server.identity.Users;
import io.netauto.server.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/users")
@Tag(name = "Users", description = "The people of the customer.")
class UsersApi {
  private final Users users;
  private final CurrentActor actor;

  UsersApi(Users users, CurrentActor actor) {
    this.users = users;
    this.actor = actor;
  }

  record UserJson(
      long id,
      String username,
      String displayName,
      Role role,
      boolean superuser,
      boolean active,
      Instant createdAt) {
    static UserJson of(User user) {
      return new UserJson(
          user.id().value(),
          user.username(),
          user.displayName(),
          user.role(),
          user.superuser(),
          user.active(),
          user.createdAt());
    }
  }

  @GetMapping
  @Operation(summary = "List users")
  Page<UserJson> list() {
    return Page.whole(users.list(actor.get())).map(UserJson::of);
  }

  record NewUser(
      @Nullable String username,
      @Nullable String displayName,
      @Nullable String password,
      @Nullable Role role) {
    @Override
    public String toString() {
      return "NewUser[username=" + username + ", role=" + role + ", password=***]";
    }
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(summary = "Add a user")
  UserJson add(@RequestBody NewUser body) {
    return UserJson.of(
        users.add(
            actor.get(),
            Objects.requireNonNullElse(body.username(), ""),
            Objects.requireNonNullElse(body.displayName(), ""),
            Objects.requireNonNullElse(body.password(), ""),
            body.role()));
  }

  record UserChange(@Nullable Role role, @Nullable Boolean active, @Nullable String password) {
    @Override
    public String toString() {
      return "UserChange[role=" + role + ", active=" + active + ", password=***]";
    }
  }

  @PatchMapping("/{id}")
  @Operation(summary = "Change a user's role or password, or deactivate them")
  UserJson edit(@PathVariable long id, @RequestBody UserChange body) {
    return UserJson.of(
        users.edit(actor.get(), new UserId(id), body.role(), body.active(), body.password()));
  }
}
