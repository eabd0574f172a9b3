package io.netauto.conformance;

/**
 * A case that was run.
 *
 * @param seed of the chaos; zero for a case that is no session
 */
record Outcome(
    String corpus, String platform, Case.Kind kind, String name, long seed, Verdict verdict) {}
