package io.netauto.server.runs;

import java.util.List;

/**
 * How the devices of a job answer, the most frequent answer first.
 *
 * @param groups the first of them
 * @param different how many there are
 */
public record JobAnswers(List<JobAnswer> groups, int different) {
  public JobAnswers {
    groups = List.copyOf(groups);
  }
}
