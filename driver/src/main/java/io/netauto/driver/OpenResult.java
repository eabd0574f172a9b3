package io.netauto.driver;

import java.util.Optional;

/** What became of the attempt to open a session. */
public sealed interface OpenResult {

  /**
   * @param negotiated what the connection is protected with; empty where it is not SSH
   */
  record Opened(Session session, Optional<Negotiated> negotiated) implements OpenResult {
    public Opened(Session session) {
      this(session, Optional.empty());
    }
  }

  record NotOpened(Failure failure) implements OpenResult {}
}
