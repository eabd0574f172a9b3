package io.netauto.cli.failure;

/** What the program tells the shell when it ends. */
public final class ExitCode {
  public static final int OK = 0;

  /** The run or the operation failed; of a job, all devices. */
  public static final int FAILED = 1;

  /** The command line is wrong; nothing was done. */
  public static final int USAGE = 2;

  /** Not logged in, or not allowed. */
  public static final int REFUSED = 3;

  public static final int NOT_FOUND = 4;

  /** The server cannot be reached, or its certificate is not trusted. */
  public static final int UNREACHABLE = 5;

  /** A job over several devices of which some ended ok and some did not. */
  public static final int PARTIAL = 6;

  public static final int CANCELLED = 130;

  private ExitCode() {}
}
