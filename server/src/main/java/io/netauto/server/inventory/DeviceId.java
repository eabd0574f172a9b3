package io.netauto.server.inventory;

/** The number of a device, given by the database. */
public record DeviceId(long value) {
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
