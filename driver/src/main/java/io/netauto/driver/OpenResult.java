package io.netauto.driver;

/** What became of the attempt to open a session. */
public sealed interface OpenResult {
  record Opened(Session session) implements OpenResult {}

  record NotOpened(Failure failure) implements OpenResult {}
}
