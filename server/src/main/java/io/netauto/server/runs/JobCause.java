package io.netauto.server.runs;

/**
 * Runs of a job that did not end ok for the same reason.
 *
 * @param summary that of the first of them
 * @param advice that of the first of them
 */
public record JobCause(String code, String summary, String advice, int count) {}
