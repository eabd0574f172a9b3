package io.netauto.driver.platform;

/** A platform file that cannot be used; the message names file, line and fault. */
public final class PlatformFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final String fault;

  PlatformFileException(String file, int line, String fault) {
    super(file + ":" + line + ": " + fault);
    this.line = line;
    this.fault = fault;
  }

  /** The line at fault, counted from 1. */
  public int line() {
    return line;
  }

  /** What is wrong, without file and line. */
  public String fault() {
    return fault;
  }
}
