package io.netauto.server.audit;

/**
 * Makes the key of the chain unreadable to those who have the database alone; implemented by who
 * has the server's master key.
 */
public interface ChainKeySealing {
  /** Whether there is a master key. */
  boolean available();

  byte[] seal(byte[] key);

  byte[] open(byte[] sealed);
}
