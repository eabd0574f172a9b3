package io.netauto.server.identity.web;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.identity.Customer;
import io.netauto.server.identity.CustomerSwitch;
import io.netauto.server.identity.Permission;
import io.netauto.server.web.SignedIn;
import io.netauto.server.web.Viewer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Tells the pages whom they are for. */
@Component
class SignedInPerson implements SignedIn {
  /** As many as are read without searching. */
  static final int FEW = 10;

  private final CurrentActor current;
  private final CustomerSwitch customers;

  SignedInPerson(CurrentActor current, CustomerSwitch customers) {
    this.current = current;
    this.customers = customers;
  }

  @Override
  public Optional<Viewer> viewer() {
    return current.find().map(this::viewer);
  }

  private Viewer viewer(Actor actor) {
    List<Customer> choices = customers.choices(actor, "", FEW + 1);
    boolean more = choices.size() > FEW;
    return new Viewer(
        actor.username(),
        actor.role().wireName(),
        customers.present(actor).name(),
        actor.permissions().stream().map(Permission::wireName).collect(Collectors.toSet()),
        choices.size() < 2
            ? List.of()
            : choices.stream()
                .limit(FEW)
                .map(each -> new Viewer.Choice(each.id().value(), each.name()))
                .toList(),
        more);
  }
}
