package io.netauto.server.credentials;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells a person what is wrong with the master key, in place of a stack trace. */
class SealingStartRefused extends AbstractFailureAnalyzer<SealingRefused> {

  @Override
  protected FailureAnalysis analyze(Throwable root, SealingRefused cause) {
    return new FailureAnalysis(cause.getMessage(), null, cause);
  }
}
