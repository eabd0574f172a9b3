package io.netauto.driver.textfsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where Python's expressions and Java's differ. The results were taken from Python 3.11. */
class PythonRegexTest {
  private static Line line(String text) {
    Line line = new Line(Duration.ofSeconds(10));
    line.set(text);
    return line;
  }

  private static boolean matches(String regex, String text) throws BadRegex {
    return new LinePattern(regex).lines().match(line(text));
  }

  private static List<String> groups(String regex, String text) throws BadRegex {
    LinePattern pattern = new LinePattern(regex);
    LinePattern.Lines lines = pattern.lines();
    assertThat(lines.match(line(text))).isTrue();
    List<String> groups = new ArrayList<>();
    for (int group : pattern.names().values()) {
      groups.add(text.substring(lines.start(group), lines.end(group)));
    }
    return groups;
  }

  @Test
  void names_of_groups_may_have_underscores() throws BadRegex {
    assertThat(groups("(?P<a_b>\\d+)(x)(?P<_c>\\w)", "12xy")).containsExactly("12", "y");
  }

  @Test
  void references_to_names_and_numbers_are_not_mixed_with_digits_behind_them() throws BadRegex {
    assertThat(matches("(?P<q>[ab])(?P=q)0$", "aa0")).isTrue();
    assertThat(matches("(a)(b)\\1", "aba")).isTrue();
  }

  @Test
  void a_reference_counts_groups_that_do_not_capture_in_java() throws BadRegex {
    assertThat(matches("(a)(b)(?:c)\\2$", "abcb")).isTrue();
    assertThat(matches("(a)(b)(?:c)\\2$", "abca")).isFalse();
  }

  @Test
  void a_match_begins_at_the_beginning_but_need_not_reach_the_end() throws BadRegex {
    assertThat(matches("b", "ab")).isFalse();
    assertThat(matches("a", "ab")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " ; ",
      value = {
        "a$ ; a ; true",
        "a\\Z ; a ; true",
        "\\Aa ; a ; true",
        "={x} ; ={x} ; true",
        "x{,2}$ ; xx ; true",
        "x{,2}$ ; xxx ; false",
        "x{}$ ; x{} ; true",
        "x{2$ ; x{2 ; true",
        "{a ; {a ; true",
        "[[]a ; [a ; true",
        "[^[]a ; ba ; true",
        "[[A]B]$ ; [B] ; true",
        "[a&&b]$ ; & ; true",
        "[]a]+$ ; ]a ; true",
        "[a-]+$ ; a- ; true",
        "[\\]\\-]+$ ; ]- ; true",
        "[\\d.]+$ ; 1.2 ; true",
        "\\101\\x42\\u0043$ ; ABC ; true",
        "\\-\\<\\# ; -<# ; true",
        "(?i)ABC ; abc ; true",
        "ab(?i)C ; ABc ; true",
        "a(?i:B)c$ ; aBc ; true",
        "a(?i:B)c$ ; aBC ; false",
        "a(?#comment)b ; ab ; true",
        "(?x)a b # comment ; ab ; true",
        "(?<=a)b ; b ; false",
        "a(?<=a)b ; ab ; true",
        "a(?<!b)b ; ab ; true",
        "(<)?a(?(1)>|$)$ ; <a> ; true",
        "(<)?a(?(1)>|$)$ ; <a ; false",
        "(<)?a(?(1)>|$)$ ; a ; true",
        "(<)?a(?(1)>|$)$ ; a> ; false",
        "(?P<q>\")?a(?(q)\")$ ; \"a ; false",
        "a++b ; aab ; true",
        "(?>a+)ab ; aab ; false",
      })
  void a_construct_means_what_it_means_in_python(String regex, String text, boolean matches)
      throws BadRegex {
    assertThat(matches(regex, text)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "\\w,é,true",
    "\\w,²,true",
    "\\w,\u0301,false",
    "\\d,٣,true",
    "\\d,²,false",
    "\\s,'\u00a0',true",
    "\\s,'\u001f',true",
    "\\s,'\u200b',false",
    "[^\\s],'\u3000',false",
    "(?a)\\w,é,false",
    "x\\b,xé,false",
    "x\\bé,xé,false",
    "x\\Bé,xé,true"
  })
  void classes_know_unicode_as_python_does(String regex, String text, boolean matches)
      throws BadRegex {
    assertThat(matches(regex, text)).isEqualTo(matches);
  }

  @Test
  void the_end_is_before_a_line_feed_only() throws BadRegex {
    assertThat(matches("a$", "a\n")).isTrue();
    assertThat(matches("a\\Z", "a\n")).isFalse();
    assertThat(matches("a$", "a\u0085")).isFalse();
    assertThat(matches("a.$", "a\u0085")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a)",
        "(a",
        "[a",
        "*a",
        "a**",
        "(?P<x>a)(?P<x>b)",
        "(?P=no)",
        "\\q",
        "[b-a]",
        "a{2,1}",
        "(?P<1>a)",
        "\\1",
        "(?z)",
        "[\\d-z]",
        "\\x1",
        "(?<x>a)",
        "(?<=a+)b"
      })
  void what_python_refuses_is_refused(String regex) {
    assertThatThrownBy(() -> new LinePattern(regex)).isInstanceOf(BadRegex.class);
  }

  @Test
  void a_fault_names_its_place() {
    assertThatThrownBy(() -> PythonRegex.parse("(?P<x>a)(?P<x>b)"))
        .hasMessage("the group \"x\" stands twice at position 14");
  }

  @Test
  void an_expression_that_is_too_deep_or_too_long_is_refused() {
    assertThatThrownBy(() -> PythonRegex.parse("(".repeat(5_000))).isInstanceOf(BadRegex.class);
    assertThatThrownBy(() -> PythonRegex.parse("a".repeat(50_000))).isInstanceOf(BadRegex.class);
  }
}
