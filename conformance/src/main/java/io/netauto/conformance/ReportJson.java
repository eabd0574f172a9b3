package io.netauto.conformance;

import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The report for programs. */
final class ReportJson {
  private static final JsonMapper JSON = new JsonMapper();

  private ReportJson() {}

  /**
   * One object: {@code total}, {@code corpora} (each with {@code platforms}), {@code failed} and
   * {@code skipped}.
   */
  static String of(Report report) {
    ObjectNode root = JSON.createObjectNode();
    root.set("total", tally(report.total()));
    ArrayNode corpora = root.putArray("corpora");
    report
        .byPlatform()
        .forEach(
            (corpus, platforms) -> {
              ObjectNode node = corpora.addObject();
              node.put("name", corpus);
              node.setAll(tally(report.of(corpus)));
              ArrayNode list = node.putArray("platforms");
              platforms.forEach(
                  (platform, tally) -> {
                    ObjectNode row = list.addObject().put("name", platform).setAll(tally(tally));
                    ObjectNode kinds = row.putObject("kinds");
                    for (Case.Kind kind : Case.Kind.values()) {
                      Report.Tally some = report.of(corpus, platform, kind);
                      if (some.cases() > 0) {
                        kinds.set(kind.name().toLowerCase(Locale.ROOT), tally(some));
                      }
                    }
                  });
            });
    root.set("failed", outcomes(report.failed()));
    root.set("skipped", outcomes(report.skipped()));
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
  }

  private static ObjectNode tally(Report.Tally tally) {
    return JSON.createObjectNode()
        .put("cases", tally.cases())
        .put("passed", tally.passed())
        .put("failed", tally.failed())
        .put("skipped", tally.skipped())
        .put("falseOutputs", tally.falseOutputs())
        .put("rate", Math.floor(tally.rate() * 100) / 100);
  }

  private static ArrayNode outcomes(List<Outcome> outcomes) {
    ArrayNode list = JSON.createArrayNode();
    for (Outcome each : outcomes) {
      ObjectNode node =
          list.addObject()
              .put("corpus", each.corpus())
              .put("platform", each.platform())
              .put("case", each.name());
      if (each.seed() != 0) {
        node.put("seed", each.seed());
      }
      switch (each.verdict()) {
        case Verdict.Failed(Verdict.Fault fault, String reason) ->
            node.put("fault", fault.name().toLowerCase(Locale.ROOT)).put("reason", reason);
        case Verdict.Skipped(String reason) -> node.put("reason", reason);
        case Verdict.Passed() -> {}
      }
    }
    return list;
  }
}
