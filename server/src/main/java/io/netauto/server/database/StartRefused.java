package io.netauto.server.database;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells a person why the database could not be had, in place of a stack trace. */
class StartRefused extends AbstractFailureAnalyzer<EmbeddedPostgresException> {

  @Override
  protected FailureAnalysis analyze(Throwable root, EmbeddedPostgresException cause) {
    return new FailureAnalysis(cause.getMessage(), null, cause);
  }
}
