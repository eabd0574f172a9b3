package io.netauto.server.identity.web;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.identity.Customer;
import io.netauto.server.identity.CustomerId;
import io.netauto.server.identity.CustomerSwitch;
import io.netauto.server.identity.Permission;
import io.netauto.server.web.NavigationEntry;
import io.netauto.server.web.Pages;
import io.netauto.server.web.Viewer;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

/** Going from one customer to another. */
@Controller
class CustomerSwitchPages {
  private static final int SHOWN = 50;

  private final CustomerSwitch customers;
  private final List<NavigationEntry> navigation;
  private final CurrentActor current;
  private final Pages pages;

  CustomerSwitchPages(
      CustomerSwitch customers,
      List<NavigationEntry> navigation,
      CurrentActor current,
      Pages pages) {
    this.customers = customers;
    this.navigation = List.copyOf(navigation);
    this.current = current;
    this.pages = pages;
  }

  /** The page, or the menu's part of it for the script. */
  @GetMapping("/account/customers")
  View choices(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "/") String from,
      @RequestHeader(name = "HX-Request", defaultValue = "false") boolean part) {
    List<Customer> found = customers.choices(current.get(), q, SHOWN + 1);
    return pages.show(
        "people/choices",
        new CustomerChoicesPage(
            found.stream()
                .limit(SHOWN)
                .map(each -> new Viewer.Choice(each.id().value(), each.name()))
                .toList(),
            q.strip(),
            found.size() > SHOWN,
            part,
            from));
  }

  @PostMapping("/account/customer")
  View to(
      @RequestParam long customer,
      @RequestParam(defaultValue = "/") String from,
      RedirectAttributes redirect) {
    Actor there = customers.to(current.get(), new CustomerId(customer));
    Pages.sayDone(redirect, "You are now in %s.".formatted(customers.present(there).name()));
    return new RedirectView(area(there, from));
  }

  /**
   * The page of the navigation that the present page belongs to, if the person may see it there. It
   * names nothing of the customer that was left.
   */
  private String area(Actor actor, String from) {
    return navigation.stream()
        .filter(entry -> entry.covers(from))
        .filter(entry -> may(actor, entry))
        .max(Comparator.comparingInt(entry -> entry.path().length()))
        .map(NavigationEntry::path)
        .orElse("/");
  }

  private static boolean may(Actor actor, NavigationEntry entry) {
    return actor.permissions().stream()
        .map(Permission::wireName)
        .anyMatch(entry.permission()::equals);
  }
}
