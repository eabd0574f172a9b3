package io.netauto.server.identity.web;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.identity.Customer;
import io.netauto.server.identity.CustomerSwitch;
import io.netauto.server.identity.Permission;
import io.netauto.server.identity.Role;
import io.netauto.server.identity.User;
import io.netauto.server.identity.UserDraft;
import io.netauto.server.identity.UserId;
import io.netauto.server.identity.UserQuery;
import io.netauto.server.identity.Users;
import io.netauto.server.web.FieldError;
import io.netauto.server.web.NavigationEntry;
import io.netauto.server.web.Pages;
import io.netauto.server.web.ProblemException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

/** The people of a customer, and for administrators of all those of every customer. */
@Controller
class UserPages {
  private static final String PATH = "/settings/users";
  private static final int LIMIT = 100;

  /** The most customers that a form offers; further ones are given by number in the API. */
  private static final int CHOICES = 500;

  private final Users users;
  private final CustomerSwitch customers;
  private final CurrentActor current;
  private final Pages pages;

  UserPages(Users users, CustomerSwitch customers, CurrentActor current, Pages pages) {
    this.users = users;
    this.customers = customers;
    this.current = current;
    this.pages = pages;
  }

  @Configuration(proxyBeanMethods = false)
  static class Navigation {
    @Bean
    NavigationEntry usersEntry() {
      return new NavigationEntry(
          "Admin", "Users", PATH, "account", "u", Permission.USERS_MANAGE.wireName(), 81);
    }
  }

  /** What a filter by state means: {@code active}, {@code inactive}, or null for all. */
  static @Nullable Boolean active(String state) {
    return switch (state) {
      case "active" -> true;
      case "inactive" -> false;
      default -> null;
    };
  }

  /** The same problem with the words of its fields, for where no form shows them. */
  static ProblemException whole(ProblemException e) {
    return e.errors().isEmpty()
        ? e
        : new ProblemException(
            e.kind(),
            e.code(),
            e.errors().stream().map(FieldError::message).collect(Collectors.joining(" ")));
  }

  @GetMapping(PATH)
  View list(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "") String role,
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "false") boolean everywhere,
      @RequestParam(defaultValue = "") String cursor) {
    Actor actor = current.get();
    boolean all = actor.may(Permission.CUSTOMERS_MANAGE);
    Role wanted =
        Arrays.stream(Role.values())
            .filter(each -> each.wireName().equals(role))
            .findFirst()
            .orElse(null);
    return pages.show(
        "people/users",
        new UserListPage(
            users.list(
                actor,
                new UserQuery(
                    q.strip(),
                    wanted,
                    active(state),
                    everywhere,
                    cursor.isEmpty() ? null : cursor,
                    LIMIT)),
            q.strip(),
            wanted == null ? "" : role,
            active(state) == null ? "" : state,
            everywhere,
            all,
            !cursor.isEmpty()));
  }

  @GetMapping(PATH + "/new")
  View blank() {
    Actor actor = current.get();
    actor.require(Permission.USERS_MANAGE);
    return pages.show("people/user", form(actor, null));
  }

  @GetMapping(PATH + "/{id:[0-9]+}")
  View filled(@PathVariable long id) {
    Actor actor = current.get();
    return pages.show("people/user", form(actor, users.get(actor, new UserId(id))));
  }

  private UserForm form(Actor actor, @Nullable User user) {
    boolean all = actor.may(Permission.CUSTOMERS_MANAGE);
    List<Customer> choices = all ? customers.choices(actor, "", CHOICES) : List.of();
    return user == null
        ? UserForm.empty(choices, customers.present(actor), all)
        : UserForm.of(user, choices, all, user.id().equals(actor.user()));
  }

  @PostMapping(PATH)
  View add(@RequestParam MultiValueMap<String, String> sent, RedirectAttributes redirect) {
    Actor actor = current.get();
    actor.require(Permission.USERS_MANAGE);
    UserForm form = form(actor, null).typed(sent);
    String password = sent.getFirst("password");
    try {
      User added = users.add(actor, form.added(password == null ? "" : password));
      Pages.sayDone(
          redirect,
          "%s is added. They have to change the password when they sign in first."
              .formatted(added.username()));
      return new RedirectView(PATH);
    } catch (ProblemException e) {
      return again(form, e);
    }
  }

  @PostMapping(PATH + "/{id:[0-9]+}")
  View edit(
      @PathVariable long id,
      @RequestParam MultiValueMap<String, String> sent,
      RedirectAttributes redirect) {
    Actor actor = current.get();
    User before = users.get(actor, new UserId(id));
    UserForm form = form(actor, before).typed(sent);
    try {
      users.edit(actor, before.id(), form.changed(before));
      Pages.sayDone(redirect, "%s is saved.".formatted(before.username()));
      return new RedirectView(PATH);
    } catch (ProblemException e) {
      return again(form, e);
    }
  }

  private View again(UserForm form, ProblemException e) {
    if (e.errors().isEmpty()) {
      throw e;
    }
    return pages.show("people/user", HttpStatus.UNPROCESSABLE_CONTENT, form.with(e.errors()));
  }

  @PostMapping(PATH + "/{id:[0-9]+}/password")
  View setPassword(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String password,
      RedirectAttributes redirect) {
    Actor actor = current.get();
    User user = users.get(actor, new UserId(id));
    try {
      users.edit(actor, user.id(), new UserDraft(null, null, password, null, null, null, null));
    } catch (ProblemException e) {
      return again(form(actor, user), e);
    }
    Pages.sayDone(
        redirect,
        "The password of %s is set, and their sessions have ended. They have to change it when they sign in."
            .formatted(user.username()));
    return new RedirectView(PATH + "/" + id);
  }

  @PostMapping(PATH + "/{id:[0-9]+}/active")
  View setActive(@PathVariable long id, @RequestParam boolean active, RedirectAttributes redirect) {
    User saved;
    try {
      saved =
          users.edit(
              current.get(),
              new UserId(id),
              new UserDraft(null, null, null, null, active, null, null));
    } catch (ProblemException e) {
      throw whole(e);
    }
    Pages.sayDone(
        redirect,
        active
            ? "%s is active again.".formatted(saved.username())
            : "%s is deactivated: their sessions have ended and their keys open nothing."
                .formatted(saved.username()));
    return new RedirectView(PATH + "/" + id);
  }

  @PostMapping(PATH + "/{id:[0-9]+}/remove")
  View remove(@PathVariable long id, RedirectAttributes redirect) {
    Actor actor = current.get();
    User user = users.get(actor, new UserId(id));
    try {
      users.remove(actor, user.id(), actor.customer());
    } catch (ProblemException e) {
      throw whole(e);
    }
    Pages.sayDone(
        redirect,
        "%s is removed from this customer, and their keys in it are revoked."
            .formatted(user.username()));
    return new RedirectView(PATH);
  }
}
