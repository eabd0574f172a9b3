package io.netauto.driver.platform;

/** A platform file that cannot be used; the message names file, line and fault. */
public final class PlatformFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PlatformFileException(String file, int line, String fault) {
    super(file + ":" + line + ": " + fault);
  }
}
