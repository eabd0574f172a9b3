package io.netauto.server.identity;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes changes together with their rows in the audit trail: both are kept, or neither. */
@Component
public class Audited {
  private final Audit audit;
  private final TransactionTemplate transaction;

  Audited(Audit audit, TransactionTemplate transaction) {
    this.audit = audit;
    this.transaction = transaction;
  }

  /** Makes a change that is told by one event of its result. */
  public <T> T change(Actor actor, Supplier<T> change, Function<T, AuditEvent> event) {
    return changes(actor, change, result -> List.of(event.apply(result)));
  }

  /** Makes a change that is told by as many events as there are, perhaps none. */
  @SuppressWarnings("NullAway") // a transaction gives what its action gives
  public <T> T changes(Actor actor, Supplier<T> change, Function<T, List<AuditEvent>> events) {
    return transaction.execute(
        status -> {
          T result = change.get();
          audit.record(actor, events.apply(result));
          return result;
        });
  }

  /** Tells of a use that changes nothing, such as a download. */
  public void use(Actor actor, AuditEvent event) {
    audit.record(actor, event);
  }
}
