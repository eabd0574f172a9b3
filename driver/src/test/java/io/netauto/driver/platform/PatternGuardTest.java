package io.netauto.driver.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternGuardTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a+)+$",
        "(a*)*",
        "^(?:\\w+)*#$",
        "r1([0-9]+|x)+>",
        "(?<host>[a-z.]+)*>",
        "(a+b?)+\\1$",
        "(?:a+){2,20}b",
        "(.*a){12}$",
        ".*.*.*x",
        "^.*-.*-.*x$",
        "(\\d+)*:",
        "(?:a+b?){30}c",
      })
  void refuses_what_takes_very_many_steps(String pattern) {
    assertThat(new PatternGuard().danger(Pattern.compile(pattern))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[A-Za-z0-9][\\w.\\-/:+]{0,62}\\([\\w.\\-/:+ ]+\\)# ?",
        "(?:[\\w-]+\\.){1,3}[a-z]+> ?",
        "(?:a++)++$",
        "(?>a+)+x",
        "^% (\\[\\w+\\] )?(Can't|Could not)",
        "[[a-z]&&[^x]]+# ",
        "[]a]+> ",
        "\\Q(a+)+\\E>",
        "password (?<secret>\\S+)$",
        "(?i)(?:enable|username \\S+) secret \\d+ (?<secret>\\S+)",
        "--More--(\\(\\d+%\\))?",
      })
  void lets_ordinary_expressions_pass(String pattern) {
    assertThat(new PatternGuard().danger(Pattern.compile(pattern))).isEmpty();
  }

  /** So that a copy of a built-in file is a good start for one's own. */
  @Test
  void lets_every_built_in_expression_pass() {
    List<String> refused = new ArrayList<>();
    for (Platform platform : Platforms.builtIn().all()) {
      for (Pattern pattern : patterns(platform)) {
        new PatternGuard()
            .danger(pattern)
            .ifPresent(why -> refused.add(platform.id() + ": " + pattern + " " + why));
      }
    }
    assertThat(refused).isEmpty();
  }

  private static List<Pattern> patterns(Platform platform) {
    List<Pattern> all = new ArrayList<>(platform.errors());
    platform.modes().forEach(mode -> all.add(mode.prompt()));
    platform.modes().forEach(mode -> all.addAll(mode.excludes()));
    platform.pagers().forEach(pager -> all.add(pager.prompt()));
    platform.dialogs().forEach(dialog -> all.add(dialog.question()));
    platform.detection().forEach(evidence -> all.add(evidence.pattern()));
    all.addAll(platform.secrets());
    return all;
  }

  @Test
  void does_not_check_for_ever() {
    PatternGuard guard = new PatternGuard();
    Pattern costly = Pattern.compile("\\w*-\\w*-x");
    assertThat(guard.danger(costly)).isEmpty();
    for (int i = 0; i < 2000 && guard.danger(costly).isEmpty(); i++) {}
    assertThat(guard.danger(costly)).hasValueSatisfying(w -> assertThat(w).contains("in all"));
  }

  @Test
  void a_limited_text_ends_a_match_that_looks_too_often() {
    Pattern slow = Pattern.compile("(a+){2,20}b");
    assertThatThrownBy(() -> slow.matcher(new LimitedText("a".repeat(60), 100_000)).find())
        .isInstanceOf(LimitedText.TooManySteps.class);
    assertThat(slow.matcher(new LimitedText("aab", 100_000)).find()).isTrue();
  }
}
