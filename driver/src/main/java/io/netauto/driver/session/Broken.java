package io.netauto.driver.session;

import io.netauto.driver.Failure;

/** Carries a {@link Failure} out of an operation; the session is of no more use. */
final class Broken extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  Broken(Failure failure) {
    super(failure.summary(), null, false, false);
    this.failure = failure;
  }

  Failure failure() {
    return failure;
  }
}
