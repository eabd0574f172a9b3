package io.netauto.server.identity;

import org.springframework.security.core.AuthenticationException;

/** The password was right; the second factor is to be asked for, or to be set up. */
final class SecondFactorNeeded extends AuthenticationException {
  private static final long serialVersionUID = 1;

  private final SessionUser user;

  SecondFactorNeeded(SessionUser user) {
    super("The code of the second factor is needed.");
    this.user = user;
  }

  SessionUser user() {
    return user;
  }
}
