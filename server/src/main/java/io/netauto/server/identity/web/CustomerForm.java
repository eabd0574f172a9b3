package io.netauto.server.identity.web;

import io.netauto.server.identity.CustomerAddresses;
import io.netauto.server.identity.CustomerDraft;
import io.netauto.server.identity.Customers;
import io.netauto.server.web.FieldError;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form of a customer as it was typed, right or wrong, with what is wrong at each field.
 *
 * @param customer the one that is edited; null for a new one
 * @param ranges a line each
 * @param patterns a line each
 * @param outside what would lie outside of the ranges, to be confirmed; null for nothing
 */
public record CustomerForm(
    Customers.@Nullable Counted customer,
    String name,
    String ranges,
    String patterns,
    Map<String, String> errors,
    CustomerAddresses.@Nullable Outside outside) {
  public CustomerForm {
    errors = Map.copyOf(errors);
  }

  static CustomerForm empty() {
    return new CustomerForm(null, "", "", "", Map.of(), null);
  }

  static CustomerForm of(Customers.Counted customer) {
    return new CustomerForm(
        customer,
        customer.customer().name(),
        String.join("\n", customer.customer().ranges().cidrs()),
        String.join("\n", customer.customer().credentialPatterns()),
        Map.of(),
        null);
  }

  CustomerDraft draft() {
    return new CustomerDraft(name, null, lines(ranges), lines(patterns));
  }

  private static List<String> lines(String text) {
    return Arrays.stream(text.split("[\\s,;]+")).filter(line -> !line.isEmpty()).toList();
  }

  CustomerForm with(List<FieldError> wrong) {
    Map<String, String> byField = new LinkedHashMap<>();
    wrong.forEach(error -> byField.merge(error.field(), error.message(), (a, b) -> a + " " + b));
    return new CustomerForm(customer, name, ranges, patterns, byField, null);
  }

  CustomerForm with(CustomerAddresses.Outside devices) {
    return new CustomerForm(customer, name, ranges, patterns, Map.of(), devices);
  }

  public @Nullable String error(String field) {
    return errors.get(field);
  }

  public String title() {
    return customer == null ? "New customer" : customer.customer().name();
  }

  public String action() {
    return customer == null
        ? "/settings/customers"
        : "/settings/customers/" + customer.customer().id();
  }

  /** What keeps it from being removed, in words; empty for nothing. */
  public boolean isEmpty() {
    return customer != null && customer.contents().values().stream().allMatch(n -> n == 0);
  }
}
