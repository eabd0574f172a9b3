package io.netauto.conformance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a run found, counted per corpus and platform. */
final class Report {
  private final List<Outcome> outcomes;

  Report(List<Outcome> outcomes) {
    this.outcomes = List.copyOf(outcomes);
  }

  /** Counts of some outcomes. */
  record Tally(int cases, int passed, int failed, int skipped, int falseOutputs) {
    /** Percent of those that were checked; 100 when none was. */
    double rate() {
      return passed + failed == 0 ? 100 : 100.0 * passed / (passed + failed);
    }
  }

  /** Tallies by corpus, and in it by platform. */
  Map<String, Map<String, Tally>> byPlatform() {
    Map<String, Map<String, Tally>> all = new LinkedHashMap<>();
    byCorpus(outcomes)
        .forEach(
            (corpus, some) -> {
              Map<String, List<Outcome>> platforms =
                  some.stream()
                      .collect(
                          Collectors.groupingBy(
                              Outcome::platform, TreeMap::new, Collectors.toList()));
              Map<String, Tally> tallies = new LinkedHashMap<>();
              platforms.forEach((platform, each) -> tallies.put(platform, tally(each)));
              all.put(corpus, tallies);
            });
    return all;
  }

  /** The tally of a corpus' cases of one kind on one platform. */
  Tally of(String corpus, String platform, Case.Kind kind) {
    return tally(
        outcomes.stream()
            .filter(each -> each.corpus().equals(corpus) && each.platform().equals(platform))
            .filter(each -> each.kind() == kind)
            .toList());
  }

  private static Map<String, List<Outcome>> byCorpus(List<Outcome> outcomes) {
    return outcomes.stream()
        .collect(Collectors.groupingBy(Outcome::corpus, LinkedHashMap::new, Collectors.toList()));
  }

  /** The tally of a corpus. */
  Tally of(String corpus) {
    return tally(outcomes.stream().filter(each -> each.corpus().equals(corpus)).toList());
  }

  Tally total() {
    return tally(outcomes);
  }

  /** True when each corpus passes so many percent, and no session gave a false output. */
  boolean reaches(double rate) {
    return total().falseOutputs() == 0
        && byCorpus(outcomes).values().stream().allMatch(some -> tally(some).rate() >= rate);
  }

  private static Tally tally(List<Outcome> some) {
    int passed = 0;
    int failed = 0;
    int skipped = 0;
    int falseOutputs = 0;
    for (Outcome each : some) {
      switch (each.verdict()) {
        case Verdict.Passed() -> passed++;
        case Verdict.Failed(Verdict.Fault fault, String reason) -> {
          failed++;
          falseOutputs += fault == Verdict.Fault.FALSE_OUTPUT ? 1 : 0;
        }
        case Verdict.Skipped(String reason) -> skipped++;
      }
    }
    return new Tally(some.size(), passed, failed, skipped, falseOutputs);
  }

  /** Those that failed, in the order of the run. */
  List<Outcome> failed() {
    return outcomes.stream().filter(each -> each.verdict() instanceof Verdict.Failed).toList();
  }

  /** Those that were skipped, in the order of the run. */
  List<Outcome> skipped() {
    return outcomes.stream().filter(each -> each.verdict() instanceof Verdict.Skipped).toList();
  }
}
