package io.netauto.server.identity;

import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** In which customer a person acts, and in which else they may. */
@Service
public class CustomerSwitch {
  private final CustomerTable customers;
  private final UserTable users;
  private final OwnSession session;
  private final PeopleAudit audit;
  private final TransactionTemplate transaction;

  CustomerSwitch(
      CustomerTable customers,
      UserTable users,
      OwnSession session,
      PeopleAudit audit,
      TransactionTemplate transaction) {
    this.customers = customers;
    this.users = users;
    this.session = session;
    this.audit = audit;
    this.transaction = transaction;
  }

  /** The active customers that the actor may act in, by name, those whose name has the text. */
  public List<Customer> choices(Actor actor, String text, int limit) {
    return customers.open(actor.user(), text, limit);
  }

  /** The customer that the actor acts in. */
  public Customer present(Actor actor) {
    return customers
        .byId(actor.customer())
        .map(each -> new Customer(each.id(), each.name()))
        .orElseThrow(() -> Customers.missing(actor.customer()));
  }

  /**
   * Lets the session of this request go on in another customer; forms that were open in the one
   * before are refused from then on, so that none of them lands in the wrong customer.
   *
   * @return who the person is there
   */
  public Actor to(Actor actor, CustomerId customer) {
    Actor there =
        users.actor(actor.user(), customer).orElseThrow(() -> Customers.missing(customer));
    transaction.executeWithoutResult(
        status -> {
          audit.record(there, AuditEvent.of("customer.switch"));
          session.enter(customer);
        });
    return there;
  }
}
