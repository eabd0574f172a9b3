package io.netauto.server.jobs;

import java.util.Locale;

/** Where one part of a job stands; the last four are final. */
public enum PartStatus {
  PENDING,
  RUNNING,
  OK,
  ERROR,
  CANCELLED,
  INTERRUPTED;

  public boolean isFinal() {
    return this != PENDING && this != RUNNING;
  }

  /** The name of the job's counter of such parts. */
  String column() {
    return name().toLowerCase(Locale.ROOT);
  }
}
