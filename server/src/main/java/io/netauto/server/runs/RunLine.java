package io.netauto.server.runs;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A clean line of a session.
 *
 * @param n counts from 1 in the session view
 * @param part session, command, output or prompt
 * @param command which of the run's commands it belongs to, from 0; -1 before the first
 * @param hidden how many secrets were hidden in it; of a secret over several lines, in the first
 */
public record RunLine(
    long n,
    String part,
    int command,
    String text,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) int hidden) {

  /** A line that is shown as it is. */
  public RunLine(long n, String part, int command, String text) {
    this(n, part, command, text, 0);
  }
}
