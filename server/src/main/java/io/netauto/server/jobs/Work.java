package io.netauto.server.jobs;

import java.time.Instant;
import java.util.Optional;

/**
 * A kind of queued work, done by any node; made known by {@link WorkTasks}. A node may die at any
 * moment and another begins the work again, so doing it twice has to be doing it once.
 */
public interface Work {

  /**
   * Does the work with this id.
   *
   * @return when it is to be done again; empty when it is done for good
   * @throws InterruptedException when the node stops; the work stays queued
   */
  Optional<Instant> perform(String id) throws InterruptedException;
}
