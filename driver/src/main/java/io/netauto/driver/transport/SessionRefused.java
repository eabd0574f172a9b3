package io.netauto.driver.transport;

import java.io.IOException;

/** The device logged us in, but gives no terminal or shell. */
public final class SessionRefused extends IOException {
  private static final long serialVersionUID = 1L;

  SessionRefused(String message) {
    super(message);
  }
}
