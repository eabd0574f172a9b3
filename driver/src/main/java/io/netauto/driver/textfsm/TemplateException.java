package io.netauto.driver.textfsm;

/** A template, or an index of templates, that cannot be used; the message names file and line. */
public final class TemplateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TemplateException(String file, int line, String fault) {
    super(file + ":" + line + ": " + fault);
  }
}
