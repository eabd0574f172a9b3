package io.netauto.server.identity;

import io.netauto.server.web.ProblemException;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * The actor of the request that this thread serves. Everything below a controller takes the actor
 * as its first argument.
 */
@Component
public class CurrentActor {
  private static final String ATTRIBUTE = CurrentActor.class.getName();

  private final Users users;

  CurrentActor(Users users) {
    this.users = users;
  }

  /** The actor; a problem {@code not_logged_in} where nobody is logged in. */
  public Actor get() {
    return find()
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemException.Kind.NOT_LOGGED_IN, "not_logged_in", "Log in first."));
  }

  /** The rights of a session's user are read once for each request. */
  public Optional<Actor> find() {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication == null) {
      return Optional.empty();
    }
    return switch (authentication.getPrincipal()) {
      case Actor actor -> Optional.of(actor);
      case SessionUser user -> ofSession(user);
      case null, default -> Optional.empty();
    };
  }

  private Optional<Actor> ofSession(SessionUser user) {
    RequestAttributes request = RequestContextHolder.getRequestAttributes();
    if (request == null) {
      return users.actor(user);
    }
    if (request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST) instanceof Actor known) {
      return Optional.of(known);
    }
    Optional<Actor> actor = users.actor(user);
    actor.ifPresent(a -> request.setAttribute(ATTRIBUTE, a, RequestAttributes.SCOPE_REQUEST));
    return actor;
  }
}
