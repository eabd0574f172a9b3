package io.netauto.driver.textfsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LimitsTest {
  private static final Limits SMALL = new Limits(1_000, 10, 100, Duration.ofMillis(200));

  private static Template template(String value, String rule) {
    return Template.parse("t.textfsm", "Value " + value + "\n\nStart\n " + rule + "\n");
  }

  @Test
  @Timeout(20)
  void a_catastrophic_expression_ends_in_time() {
    Template template = template("A (.*.*.*.*.*.*.*.*)", "^${A}!$$ -> Record");
    assertThatThrownBy(() -> template.run("a!" + "a".repeat(900), SMALL))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("t.textfsm:4: it takes longer than allowed; at line 1 of the text");
  }

  @Test
  @Timeout(20)
  void a_catastrophic_list_expression_ends_in_time() {
    Template template = template("List A ((?P<x>.*.*.*.*.*.*.*.*)(?=!))", "^${A}");
    assertThatThrownBy(() -> template.run("a".repeat(900) + "!", SMALL))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("it takes longer than allowed");
  }

  @Test
  void an_expression_that_goes_too_deep_is_refused() {
    Template template = template("A ((?:a|b)*c)", "^${A} -> Record");
    assertThatThrownBy(() -> template.run("ab".repeat(1_000_000) + "c"))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("the expression goes too deep for this line");
  }

  @Test
  void an_interrupted_thread_stops_and_stays_interrupted() {
    Template template = template("A (.)", "^${A} -> Record");
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> template.run("abc\n".repeat(100_000)))
          .isInstanceOf(ParseException.class)
          .hasMessageContaining("interrupted");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  @Timeout(20)
  void repeats_within_repeats_take_no_exponential_time() {
    Template template = template("A ((\\S+\\s*)+)", "^${A}!$$ -> Record");
    assertThat(template.run("a!" + "a ".repeat(300), SMALL).rows()).isEmpty();
  }

  @Test
  void a_text_a_table_or_a_row_that_is_too_large_is_refused() {
    Template rows = template("A (.)", "^${A} -> Record");
    assertThatThrownBy(() -> rows.run("a".repeat(1_001), SMALL))
        .hasMessage("t.textfsm: the text has 1001 characters; allowed are 1000");
    assertThatThrownBy(() -> rows.run("a\n".repeat(11), SMALL))
        .hasMessageContaining("t.textfsm:4: the table is larger than 10 rows or 100 cells");
    Template cells = template("List,Filldown A (.)", "^${A}");
    assertThatThrownBy(() -> cells.run("a\n".repeat(101), SMALL))
        .hasMessage("t.textfsm: the table is larger than 10 rows or 100 cells");
  }
}
