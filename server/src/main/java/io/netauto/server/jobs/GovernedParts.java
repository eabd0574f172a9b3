package io.netauto.server.jobs;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What the {@link Governor} admits; offered by the feature that owns the parts. */
public interface GovernedParts {

  /** How many running parts of all nodes hold a permit of each scope; in a transaction. */
  Map<String, Integer> held();

  /**
   * Takes pending parts for this node, in the transaction of {@link #held}.
   *
   * @return those that it got; the others were not pending any longer
   */
  Collection<Long> claim(List<Long> parts);

  /** Begins a part that was claimed, after the commit; returns at once. */
  void begin(long part);
}
