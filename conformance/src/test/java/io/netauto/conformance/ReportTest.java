package io.netauto.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.conformance.Verdict.Failed;
import io.netauto.conformance.Verdict.Fault;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {
  private static final Outcome PASSED =
      new Outcome("unicon", "cisco_ios", Case.Kind.SESSION, "a", 3, Verdict.passed());
  private static final Outcome FAILED =
      new Outcome("unicon", "cisco_ios", Case.Kind.SESSION, "b", 3, Verdict.failed("it did not"));
  private static final Outcome SKIPPED =
      new Outcome("unicon", "linux", Case.Kind.SESSION, "c", 0, Verdict.skipped("it cannot"));
  private static final Outcome FALSE =
      new Outcome(
          "prompts", "linux", Case.Kind.PROMPT, "d", 4, new Failed(Fault.FALSE_OUTPUT, "cut"));

  @Test
  void what_was_skipped_is_not_in_the_rate() {
    Report report = new Report(List.of(PASSED, FAILED, SKIPPED));

    assertThat(report.total()).isEqualTo(new Report.Tally(3, 1, 1, 1, 0));
    assertThat(report.total().rate()).isEqualTo(50);
  }

  @Test
  void each_corpus_has_to_reach_the_rate() {
    Outcome other = new Outcome("prompts", "linux", Case.Kind.PROMPT, "e", 0, Verdict.passed());

    assertThat(new Report(List.of(PASSED, FAILED, other)).reaches(50)).isTrue();
    assertThat(new Report(List.of(PASSED, FAILED, other)).reaches(60)).isFalse();
  }

  @Test
  void no_rate_excuses_a_session_that_ended_well_with_foreign_output() {
    assertThat(new Report(List.of(PASSED, FALSE)).reaches(0)).isFalse();
  }

  @Test
  void tells_programs_counts_and_reasons() {
    JsonNode json =
        new JsonMapper()
            .readTree(ReportJson.of(new Report(List.of(PASSED, FAILED, SKIPPED, FALSE))));

    assertThat(json.at("/total/cases").intValue()).isEqualTo(4);
    assertThat(json.at("/total/falseOutputs").intValue()).isEqualTo(1);
    assertThat(json.at("/corpora/0/name").stringValue()).isEqualTo("unicon");
    assertThat(json.at("/corpora/0/rate").doubleValue()).isEqualTo(50);
    assertThat(json.at("/corpora/0/platforms/0/name").stringValue()).isEqualTo("cisco_ios");
    assertThat(json.at("/corpora/0/platforms/0/failed").intValue()).isEqualTo(1);
    assertThat(json.at("/failed/0/case").stringValue()).isEqualTo("b");
    assertThat(json.at("/failed/0/seed").intValue()).isEqualTo(3);
    assertThat(json.at("/failed/0/reason").stringValue()).isEqualTo("it did not");
    assertThat(json.at("/failed/1/fault").stringValue()).isEqualTo("false_output");
    assertThat(json.at("/skipped/0/reason").stringValue()).isEqualTo("it cannot");
    assertThat(json.at("/skipped/0").has("seed")).isFalse();
  }

  @Test
  void tells_a_person_why() {
    StringWriter text = new StringWriter();
    new ReportText(new PrintWriter(text), false)
        .print(new Report(List.of(PASSED, FAILED, SKIPPED, FALSE)));

    assertThat(text.toString())
        .contains("unicon cisco_ios, b, seed 3")
        .contains("not as recorded: it did not")
        .contains("ended well with cut or foreign output: cut")
        .contains("1  unicon: it cannot")
        .contains("Ended well with cut or foreign output: 1");
  }

  @Test
  void a_hundred_percent_is_said_of_nothing_less() {
    assertThat(ReportText.rate(99.9999)).isEqualTo("99.99 %");
    assertThat(ReportText.rate(100)).isEqualTo("100.00 %");
  }
}
