package io.netauto.driver.textfsm;

/**
 * A text that its template refuses, or that is beyond a limit; the message names the template's
 * line and the text's.
 */
public final class ParseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ParseException(String message) {
    super(message);
  }
}
