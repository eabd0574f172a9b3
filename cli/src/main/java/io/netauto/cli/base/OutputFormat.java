package io.netauto.cli.base;

import java.util.Locale;

/** How results are written to standard output. */
public enum OutputFormat {
  /** For people: tables and lines. */
  TABLE,
  /** For programs: one JSON document, as the server sent it. */
  JSON;

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
