package io.netauto.server.runs;

import io.netauto.server.jobs.PartStatus;
import java.util.Locale;

/** Where a run stands. The last four are final. */
public enum RunStatus {
  PENDING,
  RUNNING,
  OK,
  ERROR,
  CANCELLED,
  /** The server that ran it died, so how far it came is what its log shows. */
  INTERRUPTED;

  public boolean isFinal() {
    return this != PENDING && this != RUNNING;
  }

  /** As in the API and the database: lower case. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static RunStatus of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }

  PartStatus part() {
    return PartStatus.valueOf(name());
  }
}
