package io.netauto.server.jobs;

import java.util.Optional;

/** Limits of a kind of scope that follow from something else than the table of limits. */
public interface LimitSource {

  /** What its scopes begin with, before the colon. */
  String kind();

  /**
   * The permits of a scope; empty for as many as one likes. Asked often: it has to be quick.
   *
   * @param limits those of the table, for a limit that follows from another
   */
  Optional<Double> of(String scope, Limits limits);
}
