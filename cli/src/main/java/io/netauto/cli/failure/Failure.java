package io.netauto.cli.failure;

import org.jspecify.annotations.Nullable;

/** An end that the user has to know of: an exit code, and a message that says what to do. */
public final class Failure extends RuntimeException {
  private final int exitCode;
  private final String message;

  public Failure(int exitCode, String message) {
    this(exitCode, message, null);
  }

  public Failure(int exitCode, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
    this.message = message;
  }

  /** One of {@link ExitCode}. */
  public int exitCode() {
    return exitCode;
  }

  @Override
  public String getMessage() {
    return message;
  }
}
