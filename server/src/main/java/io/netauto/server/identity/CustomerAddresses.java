package io.netauto.server.identity;

import java.util.List;

/** Knows the addresses that a customer uses; filled by the module that knows devices. */
public interface CustomerAddresses {

  /** What of the customer lies outside of these ranges. */
  Outside outside(CustomerId customer, AddressRanges ranges);

  /**
   * Devices whose address is outside.
   *
   * @param first some of them, in words: {@code fra1-core-1 (192.0.2.1)}
   */
  record Outside(long count, List<String> first) {
    public Outside {
      first = List.copyOf(first);
    }
  }
}
