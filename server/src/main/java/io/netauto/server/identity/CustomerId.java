package io.netauto.server.identity;

import java.io.Serializable;

/** The number of a customer. */
public record CustomerId(long value) implements Serializable {
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
