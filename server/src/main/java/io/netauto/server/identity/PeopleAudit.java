package io.netauto.server.identity;

import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;

/** Says what was done to people and customers where those who administer them look. */
@Component
class PeopleAudit {
  private final Audit audit;

  PeopleAudit(Audit audit) {
    this.audit = audit;
  }

  void record(Actor actor, AuditEvent event) {
    audit.record(actor, event);
  }

  void record(Actor actor, List<AuditEvent> events) {
    if (!events.isEmpty()) {
      audit.record(actor, events);
    }
  }

  /** In the trail of each of these customers; in the actor's own where there are none. */
  void record(Actor actor, Collection<CustomerId> customers, AuditEvent event) {
    for (CustomerId customer : customers.isEmpty() ? List.of(actor.customer()) : customers) {
      audit.record(actor.in(customer), event);
    }
  }
}
