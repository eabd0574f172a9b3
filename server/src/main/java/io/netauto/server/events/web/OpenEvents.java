package io.netauto.server.events.web;

import io.netauto.server.events.Events;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.identity.Permission;
import io.netauto.server.web.NavigationBadge;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** How many events nobody has looked at, beside the dashboard, which shows them. */
@Component
class OpenEvents implements NavigationBadge {
  /** More than these are too many to count. */
  private static final int SHOWN = 99;

  private final Events events;
  private final CurrentActor current;

  OpenEvents(Events events, CurrentActor current) {
    this.events = events;
    this.current = current;
  }

  @Override
  public String path() {
    return "/";
  }

  @Override
  public Optional<Badge> badge() {
    return current
        .find()
        .filter(actor -> actor.may(Permission.DEVICES_READ))
        .map(events::open)
        .filter(open -> open > 0)
        .map(OpenEvents::badge);
  }

  private static Badge badge(int open) {
    String number = open > SHOWN ? SHOWN + "+" : String.valueOf(open);
    return new Badge(number, number + (open == 1 ? " event" : " events") + " to look at");
  }
}
