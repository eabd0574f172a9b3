package io.netauto.server.identity.web;

import io.netauto.server.identity.BrowserSessions;
import io.netauto.server.identity.Enrolment;
import io.netauto.server.identity.OwnSecondFactor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A person's second factor and sessions.
 *
 * @param enrolment the key that waits for its first code; null for none
 * @param recoveryCodes what was just made, in clear; empty for none
 * @param errors in words, by field
 */
public record AccountSecurityPage(
    OwnSecondFactor.State factor,
    @Nullable Enrolment enrolment,
    List<String> recoveryCodes,
    List<BrowserSessions.Open> sessions,
    Map<String, String> errors) {
  public AccountSecurityPage {
    recoveryCodes = List.copyOf(recoveryCodes);
    sessions = List.copyOf(sessions);
    errors = Map.copyOf(errors);
  }

  public @Nullable String error(String field) {
    return errors.get(field);
  }

  @Override
  public String toString() {
    return "AccountSecurityPage[***]";
  }
}
