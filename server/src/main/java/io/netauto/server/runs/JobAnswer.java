package io.netauto.server.runs;

import java.util.List;

/**
 * Devices of a job that gave the same output.
 *
 * @param answer the sum of the output
 * @param hostnames the first of them
 * @param run of the first of them
 */
public record JobAnswer(String answer, int count, List<String> hostnames, RunId run) {
  public JobAnswer {
    hostnames = List.copyOf(hostnames);
  }
}
