package io.netauto.server.identity.web;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.identity.CustomerDetails;
import io.netauto.server.identity.CustomerDraft;
import io.netauto.server.identity.CustomerId;
import io.netauto.server.identity.Customers;
import io.netauto.server.identity.DevicesOutside;
import io.netauto.server.identity.Permission;
import io.netauto.server.web.NavigationEntry;
import io.netauto.server.web.Pages;
import io.netauto.server.web.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

/** The customers, for administrators of all. */
@Controller
class CustomerPages {
  private static final String PATH = "/settings/customers";
  private static final int LIMIT = 100;

  private final Customers customers;
  private final CurrentActor current;
  private final Pages pages;

  CustomerPages(Customers customers, CurrentActor current, Pages pages) {
    this.customers = customers;
    this.current = current;
    this.pages = pages;
  }

  @Configuration(proxyBeanMethods = false)
  static class Navigation {
    @Bean
    NavigationEntry customersEntry() {
      return new NavigationEntry(
          "Admin", "Customers", PATH, "groups", "", Permission.CUSTOMERS_MANAGE.wireName(), 80);
    }
  }

  @GetMapping(PATH)
  View list(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "") String cursor) {
    Boolean active = UserPages.active(state);
    return pages.show(
        "people/customers",
        new CustomerListPage(
            customers.list(current.get(), q, active, cursor.isEmpty() ? null : cursor, LIMIT),
            q.strip(),
            active == null ? "" : state,
            !cursor.isEmpty()));
  }

  @GetMapping(PATH + "/new")
  View blank() {
    current.get().require(Permission.CUSTOMERS_MANAGE);
    return pages.show("people/customer", CustomerForm.empty());
  }

  @GetMapping(PATH + "/{id:[0-9]+}")
  View filled(@PathVariable long id) {
    return pages.show(
        "people/customer", CustomerForm.of(customers.counted(current.get(), new CustomerId(id))));
  }

  @PostMapping(PATH)
  View add(
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String ranges,
      @RequestParam(name = "credentialPatterns", defaultValue = "") String patterns,
      RedirectAttributes redirect) {
    return save(null, name, ranges, patterns, "", redirect);
  }

  /**
   * @param confirmed the ranges for which it was said that devices may lie outside
   */
  @PostMapping(PATH + "/{id:[0-9]+}")
  View edit(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String ranges,
      @RequestParam(name = "credentialPatterns", defaultValue = "") String patterns,
      @RequestParam(defaultValue = "") String confirmed,
      RedirectAttributes redirect) {
    return save(
        customers.counted(current.get(), new CustomerId(id)),
        name,
        ranges,
        patterns,
        confirmed,
        redirect);
  }

  private View save(
      Customers.@Nullable Counted customer,
      String name,
      String ranges,
      String patterns,
      String confirmed,
      RedirectAttributes redirect) {
    Actor actor = current.get();
    CustomerForm form =
        new CustomerForm(customer, name, ranges, patterns, java.util.Map.of(), null);
    try {
      CustomerDetails saved =
          customer == null
              ? customers.create(actor, form.draft())
              : customers.edit(
                  actor,
                  customer.customer().id(),
                  form.draft(),
                  !confirmed.isEmpty() && same(confirmed, ranges));
      Pages.sayDone(
          redirect,
          customer == null
              ? "The customer %s is made. Add its first people under Users.".formatted(saved.name())
              : "Saved.");
      return new RedirectView(PATH + "/" + saved.id());
    } catch (DevicesOutside e) {
      return pages.show("people/customer", HttpStatus.CONFLICT, form.with(e.outside()));
    } catch (ProblemException e) {
      if (e.errors().isEmpty()) {
        throw e;
      }
      return pages.show("people/customer", HttpStatus.UNPROCESSABLE_CONTENT, form.with(e.errors()));
    }
  }

  /** Browsers send line ends of their own. */
  private static boolean same(String confirmed, String ranges) {
    return confirmed.strip().replaceAll("\\s+", " ").equals(ranges.strip().replaceAll("\\s+", " "));
  }

  @PostMapping(PATH + "/{id:[0-9]+}/active")
  View setActive(@PathVariable long id, @RequestParam boolean active, RedirectAttributes redirect) {
    CustomerDetails saved;
    try {
      saved =
          customers.edit(
              current.get(),
              new CustomerId(id),
              new CustomerDraft(null, active, null, null),
              false);
    } catch (ProblemException e) {
      throw UserPages.whole(e);
    }
    Pages.sayDone(
        redirect,
        active
            ? "%s is active again.".formatted(saved.name())
            : "%s is deactivated: nobody can act in it, and nothing is lost."
                .formatted(saved.name()));
    return new RedirectView(PATH + "/" + id);
  }

  @PostMapping(PATH + "/{id:[0-9]+}/remove")
  View remove(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String confirm,
      RedirectAttributes redirect) {
    Actor actor = current.get();
    CustomerDetails customer = customers.get(actor, new CustomerId(id));
    if (!confirm.strip().equals(customer.name())) {
      throw new ProblemException(
          ProblemException.Kind.INVALID,
          "not_confirmed",
          "Nothing was removed: \"%s\" was to be typed, not \"%s\"."
              .formatted(customer.name(), confirm));
    }
    customers.remove(actor, customer.id());
    Pages.sayDone(redirect, "The customer %s is removed.".formatted(customer.name()));
    return new RedirectView(PATH);
  }
}
