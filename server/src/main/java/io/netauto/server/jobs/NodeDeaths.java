package io.netauto.server.jobs;

/** What a feature does about nodes that died; offered as a bean. */
public interface NodeDeaths {

  /** Judges what a dead node was doing; in the transaction that forgets the node. */
  void judge(String node);

  /**
   * The others took this node for dead, since it had lost the database for too long: what it does
   * is judged already and is not its own any longer.
   */
  void takenForDead();
}
