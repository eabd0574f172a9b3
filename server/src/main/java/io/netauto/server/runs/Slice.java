package io.netauto.server.runs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs of a job that the queue gives to one node together: those between two numbers.
 *
 * @param again tells the slice apart from an earlier one of the same runs; empty for the first
 */
record Slice(long job, boolean person, long first, long last, String again) {
  /** So many that the queue is no burden, so few that nodes share a job. */
  static final int SIZE = 100;

  private static final Pattern ID =
      Pattern.compile("([0-9]{1,18})-(person|bulk)-([0-9]{1,18})-([0-9]{1,18})(?:-(.*))?");

  /** Its id in the queue. */
  String id() {
    String id = "%d-%s-%d-%d".formatted(job, person ? "person" : "bulk", first, last);
    return again.isEmpty() ? id : id + '-' + again;
  }

  static Slice of(String id) {
    Matcher matcher = ID.matcher(id);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not the id of runs: " + id);
    }
    MatchResult m = matcher.toMatchResult();
    String again = m.group(5);
    return new Slice(
        Long.parseLong(m.group(1)),
        m.group(2).equals("person"),
        Long.parseLong(m.group(3)),
        Long.parseLong(m.group(4)),
        again == null ? "" : again);
  }

  /** Cuts the runs of a job, in the order of their numbers, into slices. */
  static List<String> ids(long job, boolean person, List<Long> runs) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < runs.size(); i += SIZE) {
      List<Long> slice = runs.subList(i, Math.min(runs.size(), i + SIZE));
      ids.add(new Slice(job, person, slice.getFirst(), slice.getLast(), "").id());
    }
    return ids;
  }
}
