package io.netauto.server.identity.web;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.identity.CustomerId;
import io.netauto.server.identity.Role;
import io.netauto.server.identity.User;
import io.netauto.server.identity.UserDraft;
import io.netauto.server.identity.UserId;
import io.netauto.server.identity.UserQuery;
import io.netauto.server.identity.Users;
import io.netauto.server.web.Page;
import io.netauto.server.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
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

  record MembershipJson(AuthApi.CustomerJson customer, Role role) {
    static MembershipJson of(User.Membership membership) {
      return new MembershipJson(AuthApi.CustomerJson.of(membership.customer()), membership.role());
    }
  }

  record UserJson(
      long id,
      String username,
      String displayName,
      @Nullable Role role,
      boolean superuser,
      boolean active,
      boolean mustChangePassword,
      boolean passwordExpired,
      Instant createdAt,
      @Nullable Instant lastLoginAt,
      List<MembershipJson> memberships) {
    static UserJson of(User user) {
      return new UserJson(
          user.id().value(),
          user.username(),
          user.displayName(),
          user.role(),
          user.superuser(),
          user.active(),
          user.mustChangePassword(),
          user.passwordExpired(),
          user.createdAt(),
          user.lastLoginAt(),
          user.memberships().stream().map(MembershipJson::of).toList());
    }
  }

  @GetMapping
  @Operation(
      summary = "List users by name",
      description =
          "Those of the customer, and those who administer all customers. everywhere=true lists"
              + " the users of all customers, for administrators of all. q searches in the names.")
  Page<UserJson> list(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(required = false) @Nullable String role,
      @RequestParam(required = false) @Nullable Boolean active,
      @RequestParam(defaultValue = "false") boolean everywhere,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    return users
        .list(
            actor.get(),
            new UserQuery(q, role(role), active, everywhere, cursor, CustomersApi.limit(limit)))
        .map(UserJson::of);
  }

  private static @Nullable Role role(@Nullable String name) {
    try {
      return name == null ? null : Role.of(name);
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalid("role", String.valueOf(e.getMessage()));
    }
  }

  @GetMapping("/{id}")
  @Operation(summary = "Show a user")
  UserJson get(@PathVariable long id) {
    return UserJson.of(users.get(actor.get(), new UserId(id)));
  }

  /**
   * @param customer its number
   */
  record WantedJson(@Nullable Long customer, @Nullable Role role) {
    UserDraft.Wanted wanted() {
      if (customer == null || role == null) {
        throw ProblemException.invalid(
            "memberships", "Give each membership a customer's number and a role.");
      }
      return new UserDraft.Wanted(new CustomerId(customer), role);
    }
  }

  private static @Nullable List<UserDraft.Wanted> wanted(
      @Nullable List<@Nullable WantedJson> memberships) {
    if (memberships == null) {
      return null;
    }
    return memberships.stream()
        .map(each -> (each == null ? new WantedJson(null, null) : each).wanted())
        .toList();
  }

  record NewUser(
      @Nullable String username,
      @Nullable String displayName,
      @Nullable String password,
      @Nullable Role role,
      @Nullable Boolean superuser,
      @Nullable List<@Nullable WantedJson> memberships) {
    @Override
    public String toString() {
      return "NewUser[username=" + username + ", role=" + role + ", password=***]";
    }
  }

  @PostMapping
  @Operation(
      summary = "Add a user",
      description =
          "role is the one in this customer. Administrators of all customers may give memberships"
              + " in others, and superuser. The password has to be changed at the first login.")
  ResponseEntity<UserJson> add(@RequestBody NewUser body) {
    User user =
        users.add(
            actor.get(),
            new UserDraft(
                body.username(),
                body.displayName(),
                body.password(),
                body.role(),
                null,
                body.superuser(),
                wanted(body.memberships())));
    return ResponseEntity.created(URI.create("/api/v1/users/" + user.id().value()))
        .body(UserJson.of(user));
  }

  record UserChange(
      @Nullable String displayName,
      @Nullable Role role,
      @Nullable Boolean active,
      @Nullable String password,
      @Nullable Boolean superuser,
      @Nullable List<@Nullable WantedJson> memberships) {
    @Override
    public String toString() {
      return "UserChange[role=" + role + ", active=" + active + ", password=***]";
    }
  }

  @PatchMapping("/{id}")
  @Operation(
      summary = "Change a user's name, role or password, or deactivate them",
      description =
          "A deactivated user's sessions end, and their API keys stop working at once. memberships"
              + " replaces all that the user has.")
  UserJson edit(@PathVariable long id, @RequestBody UserChange body) {
    return UserJson.of(
        users.edit(
            actor.get(),
            new UserId(id),
            new UserDraft(
                null,
                body.displayName(),
                body.password(),
                body.role(),
                body.active(),
                body.superuser(),
                wanted(body.memberships()))));
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Remove a user from this customer",
      description = "Their API keys in it are revoked. The account stays; deactivate it by PATCH.")
  void remove(@PathVariable long id) {
    Actor who = actor.get();
    users.remove(who, new UserId(id), who.customer());
  }

  record RoleJson(@Nullable Role role) {}

  @PutMapping("/{id}/memberships/{customer}")
  @Operation(
      summary = "Give a user a role in a customer",
      description = "In another customer than one's own for administrators of all only.")
  UserJson put(@PathVariable long id, @PathVariable long customer, @RequestBody RoleJson body) {
    if (body.role() == null) {
      throw ProblemException.invalid("role", "Choose a role: viewer, operator or admin.");
    }
    return UserJson.of(
        users.setRole(actor.get(), new UserId(id), new CustomerId(customer), body.role()));
  }

  @DeleteMapping("/{id}/memberships/{customer}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Remove a user from a customer",
      description = "From another customer than one's own for administrators of all only.")
  void remove(@PathVariable long id, @PathVariable long customer) {
    users.remove(actor.get(), new UserId(id), new CustomerId(customer));
  }
}
