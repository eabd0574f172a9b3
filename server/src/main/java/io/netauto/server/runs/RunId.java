package io.netauto.server.runs;

/** The number of a run, given by the database. */
public record RunId(long value) {
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
