package io.netauto.server.database;

/** The reason why the embedded PostgreSQL cannot run, and what the operator can do. */
public class EmbeddedPostgresException extends RuntimeException {
  public EmbeddedPostgresException(String message) {
    super(message);
  }

  public EmbeddedPostgresException(String message, Throwable cause) {
    super(message, cause);
  }
}
