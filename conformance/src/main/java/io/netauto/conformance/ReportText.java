package io.netauto.conformance;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The report for a person. */
final class ReportText {
  private static final int MOST_FAILURES = 50;
  private static final String ROW = "%-14s %-22s %7s %7s %7s %7s %8s%n";

  private final PrintWriter out;
  private final boolean verbose;

  /**
   * @param verbose prints every failure and every skipped case
   */
  ReportText(PrintWriter out, boolean verbose) {
    this.out = out;
    this.verbose = verbose;
  }

  void print(Report report) {
    out.printf(ROW, "CORPUS", "PLATFORM", "CASES", "PASSED", "FAILED", "SKIPPED", "RATE");
    report
        .byPlatform()
        .forEach(
            (corpus, platforms) -> {
              platforms.forEach((platform, tally) -> row(corpus, platform, tally));
              if (platforms.size() > 1) {
                row(corpus, "(all)", report.of(corpus));
              }
            });
    row("(all)", "", report.total());
    failures(report.failed());
    skipped(report.skipped());
    Report.Tally total = report.total();
    out.printf("%nEnded well with cut or foreign output: %d%n", total.falseOutputs());
    out.flush();
  }

  private void row(String corpus, String platform, Report.Tally tally) {
    out.printf(
        ROW,
        corpus,
        platform,
        tally.cases(),
        tally.passed(),
        tally.failed(),
        tally.skipped(),
        tally.passed() + tally.failed() == 0 ? "-" : rate(tally.rate()));
  }

  static String rate(double rate) {
    // Rounded down, so that 100 % is said of nothing less.
    return String.format(Locale.ROOT, "%.2f %%", Math.floor(rate * 100) / 100);
  }

  private void failures(List<Outcome> failed) {
    if (failed.isEmpty()) {
      return;
    }
    out.printf("%nFailed:%n");
    int most = verbose ? failed.size() : Math.min(MOST_FAILURES, failed.size());
    for (Outcome each : failed.subList(0, most)) {
      if (each.verdict() instanceof Verdict.Failed(Verdict.Fault fault, String reason)) {
        String seed = each.seed() == 0 ? "" : ", seed " + each.seed();
        out.printf(
            "  %s %s, %s%s%n    %s: %s%n",
            each.corpus(), each.platform(), each.name(), seed, words(fault), reason);
      }
    }
    if (most < failed.size()) {
      out.printf("  and %d more; --verbose tells all%n", failed.size() - most);
    }
  }

  private static String words(Verdict.Fault fault) {
    return switch (fault) {
      case FALSE_OUTPUT -> "ended well with cut or foreign output";
      case ENDED_WITH_ERROR -> "ended with an error";
      case MISMATCH -> "not as recorded";
    };
  }

  private void skipped(List<Outcome> skipped) {
    if (skipped.isEmpty()) {
      return;
    }
    out.printf("%nSkipped:%n");
    if (verbose) {
      for (Outcome each : skipped) {
        out.printf("  %s %s, %s: %s%n", each.corpus(), each.platform(), each.name(), reason(each));
      }
      return;
    }
    Map<String, Long> reasons =
        skipped.stream()
            .collect(
                Collectors.groupingBy(
                    each -> each.corpus() + ": " + reason(each),
                    TreeMap::new,
                    Collectors.counting()));
    reasons.forEach((reason, count) -> out.printf("  %5d  %s%n", count, reason));
  }

  private static String reason(Outcome outcome) {
    return outcome.verdict() instanceof Verdict.Skipped(String reason) ? reason : "";
  }
}
