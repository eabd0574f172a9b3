package io.netauto.server.identity.web;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.ApiKeys;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.identity.Permission;
import io.netauto.server.identity.Users;
import io.netauto.server.web.FieldError;
import io.netauto.server.web.Page;
import io.netauto.server.web.Pages;
import io.netauto.server.web.ProblemException;
import io.netauto.server.web.PublicUrl;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

/** One's own API keys and password. */
@Controller
class AccountPages {
  /** The rights of a key that only looks. */
  private static final Set<Permission> READ =
      EnumSet.of(Permission.DEVICES_READ, Permission.RUNS_READ, Permission.KNOWN_HOSTS_READ);

  private static final String PASSWORD = "/account/password";
  private static final Duration LONGEST = Duration.ofDays(3_650);

  private static final int KEYS = 50;

  private final ApiKeys keys;
  private final Users users;
  private final CurrentActor current;
  private final PublicUrl publicUrl;
  private final Pages pages;
  private final Clock clock;

  AccountPages(
      ApiKeys keys,
      Users users,
      CurrentActor current,
      PublicUrl publicUrl,
      Pages pages,
      Clock clock) {
    this.publicUrl = publicUrl;
    this.keys = keys;
    this.users = users;
    this.current = current;
    this.pages = pages;
    this.clock = clock;
  }

  @GetMapping("/account")
  View show(@RequestParam(required = false) @Nullable String cursor) {
    return page(HttpStatus.OK, null, "", Map.of(), cursor);
  }

  /** The answer is the only page that shows the key, so it is not a redirect. */
  @PostMapping("/account/keys")
  View create(
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "0") int days,
      @RequestParam(defaultValue = "all") String rights,
      @RequestParam(name = "scope", required = false) @Nullable List<String> scopes) {
    try {
      Instant end =
          days <= 0 || days > LONGEST.toDays() ? null : clock.instant().plus(Duration.ofDays(days));
      return page(
          HttpStatus.OK,
          keys.create(current.get(), name, end, scopes(rights, scopes)).secret(),
          "",
          Map.of());
    } catch (ProblemException e) {
      return page(HttpStatus.UNPROCESSABLE_CONTENT, null, name, errors(e));
    }
  }

  /** The scopes that were chosen; null for all. */
  private static @Nullable Set<Permission> scopes(String rights, @Nullable List<String> chosen) {
    return switch (rights) {
      case "read" -> READ;
      case "some" ->
          Arrays.stream(Permission.values())
              .filter(each -> chosen != null && chosen.contains(each.wireName()))
              .collect(Collectors.toSet());
      default -> null;
    };
  }

  @PostMapping("/account/keys/{id}/revoke")
  String revoke(@PathVariable long id, RedirectAttributes redirect) {
    keys.revoke(current.get(), id);
    Pages.sayDone(redirect, "The key is revoked: it opens nothing any more.");
    return "redirect:/account";
  }

  /** Where somebody is led whose password another person set. */
  @GetMapping(PASSWORD)
  View ownPassword() {
    return users.mustChangePassword(current.get())
        ? page(HttpStatus.OK, null, "", Map.of())
        : new RedirectView("/account");
  }

  /** Passwords are not shown again, whatever is wrong with them. */
  @PostMapping(PASSWORD)
  Object password(
      @RequestParam(name = "current", defaultValue = "") String known,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = "") String repeated,
      RedirectAttributes redirect) {
    Actor actor = current.get();
    if (!password.equals(repeated)) {
      return page(
          HttpStatus.UNPROCESSABLE_CONTENT,
          null,
          "",
          Map.of("repeated", "The two are not the same."));
    }
    boolean first = users.mustChangePassword(actor);
    try {
      users.changePassword(actor, known, password);
    } catch (ProblemException e) {
      return page(HttpStatus.UNPROCESSABLE_CONTENT, null, "", errors(e));
    }
    Pages.sayDone(redirect, "Your password is changed.");
    return first ? "redirect:/" : "redirect:/account";
  }

  private View page(
      HttpStatus status, @Nullable String created, String keyName, Map<String, String> errors) {
    return page(status, created, keyName, errors, null);
  }

  private View page(
      HttpStatus status,
      @Nullable String created,
      String keyName,
      Map<String, String> errors,
      @Nullable String cursor) {
    Actor actor = current.get();
    Page<ApiKeys.ApiKey> own =
        actor.may(Permission.API_KEYS_OWN)
            ? keys.list(actor, cursor, KEYS)
            : new Page<>(List.of(), null, 0L);
    return pages.show(
        users.mustChangePassword(actor) ? "ownPassword" : "account",
        status,
        new AccountPage(
            own,
            cursor != null,
            created,
            keyName,
            publicUrl.ofThisRequest(),
            actor.permissions().stream().sorted().toList(),
            errors));
  }

  private static Map<String, String> errors(ProblemException e) {
    if (e.errors().isEmpty()) {
      throw e;
    }
    return e.errors().stream()
        .collect(Collectors.toMap(FieldError::field, FieldError::message, (a, b) -> a + " " + b));
  }
}
