package io.netauto.cli.failure;

import org.jspecify.annotations.Nullable;

/** An end that the user has to know of: an exit code, and a message that says what to do. */
public final class Failure extends RuntimeException {
  private final int exitCode;
  private final String message;
  private final String code;

  public Failure(int exitCode, String message) {
    this(exitCode, message, null);
  }

  public Failure(int exitCode, String message, @Nullable Throwable cause) {
    this(exitCode, message, cause, "");
  }

  /** A problem that the server answered with its stable code, such as confirmation_needed. */
  public Failure(int exitCode, String message, @Nullable Throwable cause, String code) {
    super(message, cause);
    this.exitCode = exitCode;
    this.message = message;
    this.code = code;
  }

  /** The server's code of the problem; empty where there is none. */
  public String code() {
    return code;
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
