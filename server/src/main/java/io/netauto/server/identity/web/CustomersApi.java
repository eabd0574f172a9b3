package io.netauto.server.identity.web;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.identity.CustomerAddresses;
import io.netauto.server.identity.CustomerDetails;
import io.netauto.server.identity.CustomerDraft;
import io.netauto.server.identity.CustomerId;
import io.netauto.server.identity.Customers;
import io.netauto.server.web.Page;
import io.netauto.server.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
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
@RequestMapping("/api/v1/customers")
@Tag(name = "Customers", description = "The tenants; for administrators of all customers only.")
class CustomersApi {
  private final Customers customers;
  private final CurrentActor actor;

  CustomersApi(Customers customers, CurrentActor actor) {
    this.customers = customers;
    this.actor = actor;
  }

  /**
   * @param contents how many devices and so on it has
   */
  record CustomerJson(
      long id,
      String name,
      boolean active,
      List<String> ranges,
      List<String> credentialPatterns,
      long users,
      Map<String, Long> contents,
      Instant createdAt,
      Instant updatedAt) {
    static CustomerJson of(Customers.Counted counted) {
      CustomerDetails customer = counted.customer();
      return new CustomerJson(
          customer.id().value(),
          customer.name(),
          customer.active(),
          customer.ranges().cidrs(),
          customer.credentialPatterns(),
          counted.users(),
          counted.contents(),
          customer.createdAt(),
          customer.updatedAt());
    }
  }

  static int limit(int limit) {
    if (limit < 1 || limit > 500) {
      throw ProblemException.invalid("limit", "A page has 1 to 500 items.");
    }
    return limit;
  }

  @GetMapping
  @Operation(summary = "List customers by name", description = "q searches in the name.")
  Page<CustomerJson> list(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(required = false) @Nullable Boolean active,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    return customers.list(actor.get(), q, active, cursor, limit(limit)).map(CustomerJson::of);
  }

  private CustomerJson json(Actor who, CustomerId id) {
    return CustomerJson.of(customers.counted(who, id));
  }

  @GetMapping("/{id}")
  @Operation(summary = "Show a customer")
  CustomerJson get(@PathVariable long id) {
    return json(actor.get(), new CustomerId(id));
  }

  /**
   * @param ranges networks such as 10.1.0.0/16 or 2001:db8::/32; none for any address
   * @param credentialPatterns which env:, file: and vault: credentials it may use
   * @param confirmOutside whether it is meant that devices lie outside of the new ranges
   */
  record CustomerInput(
      @Nullable String name,
      @Nullable Boolean active,
      @Nullable List<@Nullable String> ranges,
      @Nullable List<@Nullable String> credentialPatterns,
      @Nullable Boolean confirmOutside) {
    CustomerDraft draft() {
      return new CustomerDraft(name, active, texts(ranges), texts(credentialPatterns));
    }

    static @Nullable List<String> texts(@Nullable List<@Nullable String> given) {
      return given == null
          ? null
          : given.stream().map(each -> Objects.requireNonNullElse(each, "")).toList();
    }
  }

  @PostMapping
  @Operation(summary = "Make a customer")
  ResponseEntity<CustomerJson> create(@RequestBody CustomerInput input) {
    Actor who = actor.get();
    CustomerDetails made = customers.create(who, input.draft());
    return ResponseEntity.created(URI.create("/api/v1/customers/" + made.id()))
        .body(json(who, made.id()));
  }

  @PatchMapping("/{id}")
  @Operation(
      summary = "Change the named parts of a customer",
      description =
          "Ranges that leave devices outside are answered with 409 devices_outside, which says how"
              + " many and which; confirmOutside=true saves them all the same.")
  CustomerJson edit(@PathVariable long id, @RequestBody CustomerInput input) {
    Actor who = actor.get();
    customers.edit(
        who, new CustomerId(id), input.draft(), Boolean.TRUE.equals(input.confirmOutside()));
    return json(who, new CustomerId(id));
  }

  record RangesJson(@Nullable List<@Nullable String> ranges) {}

  @PostMapping("/{id}/outside")
  @Operation(
      summary = "Tell which devices would lie outside of ranges",
      description = "Nothing is saved. first names at most ten of them.")
  CustomerAddresses.Outside outside(@PathVariable long id, @RequestBody RangesJson body) {
    return customers.outside(
        actor.get(),
        new CustomerId(id),
        Objects.requireNonNullElse(CustomerInput.texts(body.ranges()), List.of()));
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Remove a customer without devices and jobs",
      description = "With its groups, templates, schedules, memberships and API keys.")
  void remove(@PathVariable long id) {
    customers.remove(actor.get(), new CustomerId(id));
  }
}
