package io.netauto.simulator.plan;

/**
 * Loopback addresses, counted up from a first one; those that end in 0 or 255 are left out. Used by
 * one thread.
 */
public final class Addresses {
  private long next;

  /**
   * @param first such as {@code 127.16.0.1}
   */
  public Addresses(String first) {
    for (String part : first.split("\\.", -1)) {
      next = next * 256 + Integer.parseInt(part);
    }
  }

  public String next() {
    while ((next & 255) == 0 || (next & 255) == 255) {
      next++;
    }
    long it = next++;
    return (it >> 24) + "." + ((it >> 16) & 255) + "." + ((it >> 8) & 255) + "." + (it & 255);
  }
}
