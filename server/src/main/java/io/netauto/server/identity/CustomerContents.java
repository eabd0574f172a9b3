package io.netauto.server.identity;

import java.util.Collection;
import java.util.Map;

/** What a module keeps for customers, as a bean: a customer that has some cannot be removed. */
public interface CustomerContents {
  /** What it is, in the plural: {@code devices}. */
  String what();

  /** How many of it the customers have; those without any may be left out. */
  Map<CustomerId, Long> count(Collection<CustomerId> customers);
}
