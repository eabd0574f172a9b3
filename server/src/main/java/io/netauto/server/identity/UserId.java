package io.netauto.server.identity;

import java.io.Serializable;

/** The number of a user. */
public record UserId(long value) implements Serializable {
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
