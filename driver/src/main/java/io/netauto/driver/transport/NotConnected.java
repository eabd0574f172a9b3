package io.netauto.driver.transport;

import io.netauto.driver.Failure;
import org.jspecify.annotations.Nullable;

/** Carries a {@link Failure} out of the attempt to connect. */
public final class NotConnected extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  public NotConnected(Failure failure, @Nullable Throwable cause) {
    super(failure.summary(), cause);
    this.failure = failure;
  }

  public Failure failure() {
    return failure;
  }
}
