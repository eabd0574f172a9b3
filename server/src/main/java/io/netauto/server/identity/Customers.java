package io.netauto.server.identity;

import io.netauto.server.web.Page;
import io.netauto.server.web.ProblemException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** The customers; only administrators of all customers see and change them. */
@Service
public class Customers {
  private final CustomerTable table;
  private final CustomerRules rules;
  private final ObjectProvider<CustomerContents> contents;
  private final ObjectProvider<CustomerAddresses> addresses;
  private final PeopleAudit audit;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Customers(
      CustomerTable table,
      ObjectProvider<CustomerContents> contents,
      ObjectProvider<CustomerAddresses> addresses,
      PeopleAudit audit,
      TransactionTemplate transaction,
      Clock clock) {
    this.table = table;
    this.rules = new CustomerRules(table);
    this.contents = contents;
    this.addresses = addresses;
    this.audit = audit;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * A customer in a list.
   *
   * @param users how many are members of it
   * @param contents how many devices and so on it has, by what they are
   */
  public record Counted(CustomerDetails customer, long users, Map<String, Long> contents) {}

  /**
   * Customers by name.
   *
   * @param text found in the name; empty for all
   * @param active null for all
   * @param limit 1 to 500
   */
  public Page<Counted> list(
      Actor actor, String text, @Nullable Boolean active, @Nullable String cursor, int limit) {
    actor.require(Permission.CUSTOMERS_MANAGE);
    Page<CustomerDetails> page = table.list(text, active, cursor, limit);
    List<CustomerId> ids = page.items().stream().map(CustomerDetails::id).toList();
    Map<CustomerId, Long> users = table.users(ids);
    Map<String, Map<CustomerId, Long>> counts = new LinkedHashMap<>();
    contents
        .orderedStream()
        .sorted((a, b) -> a.what().compareTo(b.what()))
        .forEach(each -> counts.put(each.what(), each.count(ids)));
    return page.map(
        customer -> {
          Map<String, Long> own = new LinkedHashMap<>();
          counts.forEach((what, by) -> own.put(what, by.getOrDefault(customer.id(), 0L)));
          return new Counted(customer, users.getOrDefault(customer.id(), 0L), own);
        });
  }

  public CustomerDetails get(Actor actor, CustomerId id) {
    actor.require(Permission.CUSTOMERS_MANAGE);
    return table.byId(id).orElseThrow(() -> missing(id));
  }

  /** The customer with what it has. */
  public Counted counted(Actor actor, CustomerId id) {
    CustomerDetails customer = get(actor, id);
    Map<String, Long> own = new LinkedHashMap<>();
    contents.stream()
        .sorted((a, b) -> a.what().compareTo(b.what()))
        .forEach(each -> own.put(each.what(), each.count(List.of(id)).getOrDefault(id, 0L)));
    return new Counted(customer, table.users(List.of(id)).getOrDefault(id, 0L), own);
  }

  /** Makes a customer; every wrong part of the draft is told at once. */
  public CustomerDetails create(Actor actor, CustomerDraft draft) {
    actor.require(Permission.CUSTOMERS_MANAGE);
    CustomerTable.Fields fields = rules.checked(null, draft);
    try {
      return Objects.requireNonNull(
          transaction.execute(
              status -> {
                CustomerDetails made = table.insert(fields, clock.instant());
                audit.record(
                    actor,
                    List.of(actor.customer(), made.id()),
                    AuditEvent.of("customer.create")
                        .on("customer", made.id(), made.name())
                        .with("ranges", made.ranges().cidrs())
                        .with("credentialPatterns", made.credentialPatterns()));
                return made;
              }));
    } catch (DuplicateKeyException e) {
      throw taken(fields.name());
    }
  }

  /**
   * Changes the parts that the draft names.
   *
   * @param confirmed whether it is meant that devices lie outside of the new ranges
   * @throws DevicesOutside when they do, and it is not
   */
  public CustomerDetails edit(Actor actor, CustomerId id, CustomerDraft draft, boolean confirmed) {
    actor.require(Permission.CUSTOMERS_MANAGE);
    CustomerTable.Fields checked = rules.checked(get(actor, id), draft);
    if (!confirmed && draft.ranges() != null) {
      AddressRanges wanted = new AddressRanges(checked.ranges());
      if (!wanted.equals(get(actor, id).ranges())) {
        CustomerAddresses.Outside outside = outside(id, wanted);
        if (outside.count() > 0) {
          throw new DevicesOutside(outside);
        }
      }
    }
    try {
      return Objects.requireNonNull(transaction.execute(status -> change(actor, id, checked)));
    } catch (DuplicateKeyException e) {
      throw taken(checked.name());
    }
  }

  private CustomerDetails change(Actor actor, CustomerId id, CustomerTable.Fields fields) {
    CustomerDetails before = get(actor, id);
    if (before.active() && !fields.active()) {
      int others = table.activeBut(id);
      if (id.equals(actor.customer()) || others == 0) {
        throw ProblemException.invalid(
            "active",
            "You are in this customer now. Switch to another one first, then deactivate it.");
      }
    }
    CustomerDetails after =
        table.update(id, fields, clock.instant()).orElseThrow(() -> missing(id));
    AuditEvent event = AuditEvent.of("customer.edit").on("customer", id, after.name());
    if (!before.name().equals(after.name())) {
      event = event.with("nameBefore", before.name());
    }
    if (before.active() != after.active()) {
      event = event.with("active", after.active());
    }
    if (!before.ranges().equals(after.ranges())) {
      event =
          event
              .with("ranges", after.ranges().cidrs())
              .with("rangesBefore", before.ranges().cidrs());
    }
    if (!before.credentialPatterns().equals(after.credentialPatterns())) {
      event =
          event
              .with("credentialPatterns", after.credentialPatterns())
              .with("credentialPatternsBefore", before.credentialPatterns());
    }
    audit.record(actor, List.of(id), event);
    return after;
  }

  /** What of a customer would lie outside of these ranges. */
  public CustomerAddresses.Outside outside(Actor actor, CustomerId id, List<String> ranges) {
    CustomerDetails customer = get(actor, id);
    return outside(customer.id(), rules.ranges(ranges));
  }

  private CustomerAddresses.Outside outside(CustomerId id, AddressRanges ranges) {
    CustomerAddresses known = addresses.getIfAvailable();
    return known == null || ranges.isAny()
        ? new CustomerAddresses.Outside(0, List.of())
        : known.outside(id, ranges);
  }

  /**
   * Removes a customer that has no devices and no jobs, with its groups, templates, schedules,
   * memberships and keys.
   *
   * @throws ProblemException when it has some, or the actor is in it
   */
  public void remove(Actor actor, CustomerId id) {
    actor.require(Permission.CUSTOMERS_MANAGE);
    Counted customer = counted(actor, id);
    if (id.equals(actor.customer())) {
      throw inUse("You are in this customer now. Switch to another one first, then remove it.");
    }
    List<String> has = new ArrayList<>();
    customer
        .contents()
        .forEach(
            (what, count) -> {
              if (count > 0) {
                has.add("%,d %s".formatted(count, what));
              }
            });
    if (!has.isEmpty()) {
      throw notEmpty(customer.customer(), String.join(" and ", has));
    }
    try {
      transaction.executeWithoutResult(
          status -> {
            if (!table.delete(id)) {
              throw missing(id);
            }
            audit.record(
                actor,
                AuditEvent.of("customer.remove").on("customer", id, customer.customer().name()));
          });
    } catch (DataIntegrityViolationException e) {
      throw notEmpty(customer.customer(), "devices, jobs or runs"); // made meanwhile
    }
  }

  private static ProblemException notEmpty(CustomerDetails customer, String has) {
    return inUse(
        "Nothing was removed: \"%s\" has %s. Delete those first, or deactivate the customer: then nobody can act in it, and all stays."
            .formatted(customer.name(), has));
  }

  private static ProblemException inUse(String message) {
    return new ProblemException(ProblemException.Kind.CONFLICT, "customer_in_use", message);
  }

  private static ProblemException taken(String name) {
    return ProblemException.conflict(
        "customer_name_taken",
        "name",
        "There is a customer \"%s\" already. Choose another name.".formatted(name));
  }

  static ProblemException missing(CustomerId id) {
    return ProblemException.notFound(
        "customer_not_found", "There is no customer with the number " + id + ".");
  }
}
