package io.netauto.driver.textfsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults in templates: each has its line and says what to do. */
class TemplateFaultsTest {
  private static final String HEAD = "Value A (\\d)\n\n";

  static Stream<Arguments> faults() {
    return Stream.of(
        fault("", "1: the template is empty"),
        fault("Start\n", "1: the first line is not a Value"),
        fault("Value A\n", "1: a Value has a name and an expression"),
        fault("Value A (a)\nStart\n", "2: a blank line is expected"),
        fault("Value A (a)\nValue A (b)\n", "2: the Value \"A\" stands twice"),
        fault("Value Foo A (a)\n", "1: unknown option \"Foo\"; known are Required, List"),
        fault("Value List,List A (a)\n", "1: the option \"List\" stands twice"),
        fault("Value List A a\n", "1: the expression of \"A\" is not in parentheses"),
        fault("Value List A (a))\n", "1: the expression of \"A\" is not a regular expression"),
        fault("Value " + "A".repeat(49) + " (a)\n", "is longer than 48 characters"),
        fault(HEAD, "the state \"Start\" is missing"),
        fault(HEAD + "Begin\n ^a\n", "the state \"Start\" is missing"),
        fault(HEAD + "Start\n ^a\n\nStart\n", "6: the state \"Start\" stands twice"),
        fault(HEAD + "Sta rt\n", "3: \"Sta rt\" is not a name for a state"),
        fault(HEAD + "Next\n", "3: \"Next\" is not a name for a state"),
        fault(HEAD + "S".repeat(49) + "\n", "is not a name for a state"),
        fault(HEAD + "Start\n^a\n", "4: a rule begins with one or two blanks"),
        fault(HEAD + "Start\n   ^a\n", "4: a rule begins with one or two blanks"),
        fault(HEAD + "Start\n ^${B}\n", "4: there is no Value \"B\"; there are [A]"),
        fault(HEAD + "Start\n ^a$\n", "4: \"$\" is followed by a Value's name"),
        fault(HEAD + "Start\n ^${A}${A}\n", "4: not a regular expression: the group \"A\" stands"),
        fault(HEAD + "Start\n ^(a\n", "4: not a regular expression: \"(\" without \")\""),
        fault("Value A (*)\n\nStart\n ^${A}\n", "(see the Value \"A\" in line 1)"),
        fault(HEAD + "Start\n ^a -> Nxt.Record\n", "4: what follows \"->\" is not an action"),
        fault(HEAD + "Start\n ^a ->Next\n", "4: what follows \"->\" is not an action"),
        fault(HEAD + "Start\n ^a -> Next.Boom\n", "4: what follows \"->\" is not an action"),
        fault(HEAD + "Start\n ^a -> Continue Start\n", "4: Continue cannot go to another state"),
        fault(HEAD + "Start\n ^a -> Next \"x\"\n", "4: a message in quotes stands behind Error"),
        fault(HEAD + "Start\n ^a -> Away\n", "4: there is no state \"Away\"; there are [Start]"),
        fault(HEAD + "Start\n\nEnd\n ^a\n", "5: the state \"End\" has rules"),
        fault(HEAD + "Start\n\nEOF\n ^a\n", "5: the state \"EOF\" has rules"));
  }

  private static Arguments fault(String template, String message) {
    return Arguments.of(template, message);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void a_fault_has_its_line_and_its_reason(String template, String message) {
    assertThatThrownBy(() -> Template.parse("x.textfsm", template))
        .isInstanceOf(TemplateException.class)
        .hasMessageStartingWith("x.textfsm:")
        .hasMessageContaining(message);
  }

  @Test
  void what_the_original_takes_is_taken() {
    String text =
        "Value A (\\()\n\nStart\n ^${A} -> Error.Record Nowhere\n ^b -> Clear\n ^c -> Next.NoRecord"
            + " Start\n\n\n\n# end\n";
    assertThat(Template.parse("x", text).name()).isEqualTo("x");
    assertThat(Template.parse("y", "\nStart\n ^a$\n").run("a").rows()).isEmpty();
  }
}
