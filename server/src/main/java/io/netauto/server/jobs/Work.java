package io.netauto.server.jobs;

/** A kind of queued work, done by any node; made known by {@link WorkTasks}. */
public interface Work {

  /** Does the work with this number, at most one node at a time; returns when it is done. */
  void perform(long id);

  /**
   * Judges work whose node died.
   *
   * @return whether to queue it again
   */
  boolean redoAfterDeath(long id);
}
