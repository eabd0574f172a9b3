package io.netauto.server.credentials;

/**
 * What was to be opened is not what was sealed: it was altered, moved to another customer or
 * purpose, or its key is not here. A fault, never the caller's doing.
 */
public class CannotOpenException extends RuntimeException {
  private static final long serialVersionUID = 1;

  CannotOpenException(String message) {
    super(message);
  }
}
