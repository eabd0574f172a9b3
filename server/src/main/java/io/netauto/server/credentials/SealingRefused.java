package io.netauto.server.credentials;

/** Why the server cannot start with the master key that it was given; says what to do. */
class SealingRefused extends RuntimeException {
  private static final long serialVersionUID = 1;

  SealingRefused(String message) {
    super(message);
  }
}
