package io.netauto.server.jobs;

import java.util.Map;

/** Limits that belong to what a feature owns; offered as a bean. */
public interface LimitSource {

  /** The permits by scope, e.g. {@code group:1/7}. */
  Map<String, Double> limits();
}
