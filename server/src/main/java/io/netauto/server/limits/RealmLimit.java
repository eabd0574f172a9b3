package io.netauto.server.limits;

import io.netauto.server.jobs.LimitSource;
import io.netauto.server.jobs.Limits;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * How many runs of a realm with paced logins begin: those that will be logged in soon. More would
 * hold permits and connections of devices only to wait at the gate of logins.
 */
@Component
class RealmLimit implements LimitSource {
  static final String KIND = "realm";

  private static final Duration AHEAD = Duration.ofSeconds(5);

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Optional<Double> of(String scope, Limits limits) {
    return limits
        .of("login" + scope.substring(KIND.length()))
        .map(perSecond -> Math.max(1, Math.floor(perSecond * AHEAD.toSeconds())));
  }
}
