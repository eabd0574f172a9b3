package io.netauto.server.inventory;

/** The number of a device group, given by the database. */
public record GroupId(long value) {
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
