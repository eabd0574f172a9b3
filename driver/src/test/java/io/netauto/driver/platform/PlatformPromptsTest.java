package io.netauto.driver.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class PlatformPromptsTest {
  private static final String NONE = "none";
  private static final long MOST_STEPS = 20_000_000;

  private static final Platforms PLATFORMS = Platforms.builtIn();

  static List<Platform> platforms() {
    return List.copyOf(PLATFORMS.all());
  }

  @ParameterizedTest
  @MethodSource("platforms")
  void takes_each_prompt_for_its_mode_and_for_no_other(Platform platform) throws Exception {
    Map<String, List<String>> modes = samples().platforms().get(platform.id());
    assertThat(modes).as("sample prompts of %s", platform.id()).isNotNull();
    modes.forEach(
        (mode, prompts) -> {
          for (String prompt : prompts) {
            assertThat(modesOf(platform, prompt))
                .as("modes of \"%s\" on %s", prompt, platform.id())
                .isEqualTo(mode.equals(NONE) ? List.of() : List.of(mode));
          }
        });
  }

  @ParameterizedTest
  @MethodSource("platforms")
  void takes_no_line_of_output_for_a_prompt(Platform platform) throws Exception {
    for (String line : samples().none()) {
      assertThat(modesOf(platform, line)).as("modes of \"%s\"", line).isEmpty();
    }
  }

  @Test
  void has_sample_prompts_of_known_platforms_only() throws Exception {
    assertThat(PLATFORMS.all())
        .extracting(Platform::id)
        .containsAll(samples().platforms().keySet());
  }

  @ParameterizedTest
  @MethodSource("platforms")
  void comes_back_from_every_mode_it_goes_to(Platform platform) {
    Set<String> entered = new TreeSet<>();
    platform.transitions().forEach(transition -> entered.add(transition.to()));
    for (Platform.Transition transition : platform.transitions()) {
      if (entered.contains(transition.from()) && !transition.always()) {
        assertThat(platform.path(transition.to(), transition.from()))
            .as("%s: way from %s to %s", platform.id(), transition.to(), transition.from())
            .isNotEmpty();
      }
    }
  }

  /** A long line of what a pattern takes, and one character that it does not. */
  @ParameterizedTest
  @MethodSource("platforms")
  void matches_long_lines_without_trying_every_way(Platform platform) {
    List<String> lines = new ArrayList<>();
    for (String piece : List.of("a", " ", "-", "(a", "a.b", "[a] ", "a@", "a/", ":", "key ")) {
      lines.add(piece.repeat(4000 / piece.length()) + "\u00e9");
    }
    List<Pattern> patterns = new ArrayList<>(platform.errors());
    patterns.addAll(platform.secrets());
    platform.pagers().forEach(pager -> patterns.add(pager.prompt()));
    platform.dialogs().forEach(dialog -> patterns.add(dialog.question()));
    platform.detection().forEach(evidence -> patterns.add(evidence.pattern()));
    for (String line : lines) {
      for (Pattern pattern : patterns) {
        pattern.matcher(new Counted(line, new long[] {MOST_STEPS})).find();
      }
      for (Platform.Mode mode : platform.modes()) {
        mode.prompt().matcher(new Counted(line.substring(0, 512), new long[] {MOST_STEPS})).find();
      }
    }
  }

  /** A text that fails when it is looked at too often. */
  private record Counted(String text, long[] left) implements CharSequence {
    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (--left[0] < 0) {
        throw new AssertionError("too many steps on " + text.substring(0, 20));
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private static List<String> modesOf(Platform platform, String prompt) {
    int end = prompt.indexOf('\n');
    String above = end < 0 ? "" : prompt.substring(0, end);
    String line = prompt.substring(end + 1);
    return platform.modes().stream()
        .filter(mode -> mode.accepts(line) && mode.acceptsAbove(above))
        .map(Platform.Mode::name)
        .toList();
  }

  private record Samples(List<String> none, Map<String, Map<String, List<String>>> platforms) {}

  @SuppressWarnings("unchecked")
  private static Samples samples() throws Exception {
    try (InputStream in =
        Objects.requireNonNull(
            PlatformPromptsTest.class.getResourceAsStream("/platform-prompts.yaml"))) {
      Map<String, Object> top =
          (Map<String, Object>)
              new Load(LoadSettings.builder().setCodePointLimit(10_000_000).build())
                  .loadFromInputStream(in);
      return new Samples(
          (List<String>) Objects.requireNonNull(top.get(NONE)),
          (Map<String, Map<String, List<String>>>) Objects.requireNonNull(top.get("platforms")));
    }
  }
}
