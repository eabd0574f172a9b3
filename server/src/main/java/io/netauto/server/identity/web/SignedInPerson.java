package io.netauto.server.identity.web;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.identity.Customer;
import io.netauto.server.identity.Permission;
import io.netauto.server.identity.Users;
import io.netauto.server.web.SignedIn;
import io.netauto.server.web.Viewer;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Tells the pages whom they are for. */
@Component
class SignedInPerson implements SignedIn {
  private final CurrentActor current;
  private final Users users;

  SignedInPerson(CurrentActor current, Users users) {
    this.current = current;
    this.users = users;
  }

  @Override
  public Optional<Viewer> viewer() {
    return current.find().map(this::viewer);
  }

  private Viewer viewer(Actor actor) {
    return new Viewer(
        actor.username(),
        actor.role().wireName(),
        users.customers(actor).stream()
            .filter(c -> c.id().equals(actor.customer()))
            .map(Customer::name)
            .findFirst()
            .orElse(""),
        actor.permissions().stream().map(Permission::wireName).collect(Collectors.toSet()),
        users.mustChangePassword(actor));
  }
}
