package io.netauto.server.jobs;

/** The number of a job, given by the database. */
public record JobId(long value) {
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
