package io.netauto.server.identity.web;

import io.netauto.server.identity.Enrolment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The second step of a login.
 *
 * @param enrolment the key to set up, where a second factor is required; null where there is one
 * @param recoveryCodes what the set-up made; empty before
 * @param error what is wrong with the code; null for nothing
 */
public record SecondStepPage(
    String username,
    @Nullable Enrolment enrolment,
    List<String> recoveryCodes,
    @Nullable String error) {
  public SecondStepPage {
    recoveryCodes = List.copyOf(recoveryCodes);
  }

  @Override
  public String toString() {
    return "SecondStepPage[username=" + username + ", ***]";
  }
}
