package io.netauto.driver.textfsm;

/** What is wrong with a regular expression, and where in it. */
final class BadRegex extends Exception {
  private static final long serialVersionUID = 1L;

  BadRegex(String fault, int position) {
    super(fault + " at position " + position);
  }
}
