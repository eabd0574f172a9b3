package io.netauto.driver.textfsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The language of templates. The results were taken from Google's program. */
class TemplateTest {
  private static List<List<Object>> rows(String template, String... lines) {
    return Template.parse("test.textfsm", template).run(String.join("\n", lines)).rows();
  }

  @Test
  void the_end_of_the_text_records_what_was_found() {
    String template =
        "Value A (\\S+)\nValue B (\\S+)\n\nStart\n  ^${A} -> Continue\n  ^\\S+ $B$$\n";
    assertThat(rows(template, "x y")).containsExactly(List.of("x", "y"));
  }

  @Test
  void an_eof_state_records_nothing_at_the_end() {
    assertThat(rows("Value A (.)\n\nStart\n ^${A}\n\nEOF\n", "x")).isEmpty();
  }

  @Test
  void a_rule_that_goes_to_eof_records_and_ends() {
    String template = "Value A (.)\n\nStart\n ^end -> EOF\n ^${A}\n";
    assertThat(rows(template, "x", "end", "y")).containsExactly(List.of("x"));
  }

  @Test
  void a_rule_that_goes_to_end_records_nothing_more() {
    String template = "Value A (.)\n\nStart\n ^end -> End\n ^${A} -> Record\n\nEnd\n";
    assertThat(rows(template, "x", "end", "y")).containsExactly(List.of("x"));
  }

  @Test
  void dollars_are_doubled() {
    String template = "Value A (\\w+)\n\nStart\n\t^cost:\\s\\$$${A}$$ -> Record\n";
    assertThat(rows(template, "cost: $five", "cost: $five six")).containsExactly(List.of("five"));
  }

  @Test
  void states_change_and_comments_are_passed_over() {
    String template =
        """
        # head
        Value A (\\d)
          # between
        Value B (\\d)

        # before
        Start
          # inside
          ^go -> Two

        Two
          ^${A}${B} -> Record Start
        """;
    assertThat(rows(template, "12", "go", "34", "56")).containsExactly(List.of("3", "4"));
  }

  @Test
  void a_required_value_that_is_empty_drops_the_record() {
    String template = "Value Required A (\\d*)\nValue B (.)\n\nStart\n ^${A}:${B} -> Record\n";
    assertThat(rows(template, "1:x", ":y", "2:z"))
        .containsExactly(List.of("1", "x"), List.of("2", "z"));
  }

  @Test
  void filldown_fills_until_it_is_cleared() {
    String template =
        "Value Filldown A (\\w+)\nValue Required B (\\d)\n\nStart\n ^stop -> Clearall\n"
            + " ^clear -> Clear\n ^${B} -> Record\n ^${A}\n";
    assertThat(rows(template, "x", "1", "clear", "2", "stop", "3"))
        .containsExactly(List.of("x", "1"), List.of("x", "2"), List.of("", "3"));
  }

  @Test
  void filldown_alone_makes_a_last_row() {
    String template = "Value Filldown A (\\w+)\nValue B (\\d)\n\nStart\n ^${A}:${B} -> Record\n";
    assertThat(rows(template, "x:1")).containsExactly(List.of("x", "1"), List.of("x", ""));
  }

  @Test
  void fillup_fills_the_rows_above_up_to_a_filled_one() {
    String template =
        "Value Required A (\\d)\nValue Fillup B (\\w)\n\nStart\n ^${A}:${B} -> Record\n"
            + " ^${A} -> Record\n";
    assertThat(rows(template, "1:x", "2", "3", "4:y"))
        .extracting(row -> row.get(1))
        .containsExactly("x", "y", "y", "y");
  }

  @Test
  void a_list_collects_and_the_order_of_options_matters() {
    String rules = " A (\\d)\nValue B (x)\n\nStart\n ^${A}\n ^${B} -> Record\n";
    assertThat(rows("Value List,Required" + rules, "1", "2", "x", "x", "3", "x"))
        .containsExactly(List.of(List.of("1", "2"), "x"), List.of(List.of("3"), "x"));
    assertThat(rows("Value List,Filldown" + rules, "1", "x", "2", "x"))
        .contains(List.of(List.of("1"), "x"), List.of(List.of("1", "2"), "x"));
  }

  @Test
  void a_list_item_without_the_value_is_none() {
    String template = "Value List A (\\d)\n\nStart\n ^x${A}?\n";
    assertThat(rows(template, "x1", "x")).containsExactly(List.of(List.of("1", "None")));
  }

  @Test
  void a_list_with_named_groups_holds_maps() {
    String template = "Value List A ((?P<full_name>\\w+):\\s+(?P<age>\\d+)?)\n\nStart\n ^${A}\n";
    assertThat(rows(template, "Bob: 32", "Eve: "))
        .containsExactly(
            List.of(
                List.of(
                    Map.of("full_name", "Bob", "age", "32"),
                    Map.of("full_name", "Eve", "age", ""))));
  }

  @Test
  void a_value_that_takes_no_part_in_a_match_is_emptied() {
    String template = "Value A (a)\nValue B (b)\n\nStart\n ^${A}?${B} -> Continue\n ^${A}?c\n";
    assertThat(rows(template, "ab", "c")).containsExactly(List.of("", "b"));
  }

  @Test
  void lines_end_where_python_ends_them() {
    String template = "Value A (.+)\n\nStart\n ^${A} -> Record\n";
    assertThat(rows(template, "a\r\nb\rc\u000bd\fe\u0085f\u2028g\r\n\r\n"))
        .extracting(List::getFirst)
        .containsExactly("a", "b", "c", "d", "e", "f", "g");
  }

  @Test
  void an_error_action_names_both_lines() {
    Template template =
        Template.parse(
            "a.textfsm", "Value A (.)\n\nStart\n ^ok\n ^bad -> Error \"no way\"\n ^. -> Error\n");
    assertThatThrownBy(() -> template.run("ok\nbad one"))
        .isInstanceOf(ParseException.class)
        .hasMessage("a.textfsm:5: \"no way\"; at line 2 of the text: \"bad one\"");
    assertThatThrownBy(() -> template.run("what"))
        .hasMessage("a.textfsm:6: the template ends here; at line 1 of the text: \"what\"");
  }

  @Test
  void maps_have_lower_case_keys_in_the_templates_order() {
    String text = "Value ZONE (.)\nValue AREA (.)\n\nStart\n ^${AREA}${ZONE} -> Record\n";
    Table table = Template.parse("t", text).run("ab");
    assertThat(table.asMaps().getFirst().toString()).isEqualTo("{zone=b, area=a}");
  }

  @Test
  void an_empty_text_has_no_rows() {
    assertThat(rows("Value A (.)\n\nStart\n ^${A} -> Record\n", "")).isEmpty();
  }
}
