package io.netauto.conformance.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.platform.Platform;
import io.netauto.driver.platform.Platforms;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SamplesTest {

  @Test
  void a_sample_is_matched_by_its_pattern() {
    Pattern pattern = Pattern.compile("(?:edge|core)-[0-9]{2,4}+(?<counter>:\\d+)?[>#] ?");

    assertThat(Samples.matching(pattern, 3))
        .hasSize(3)
        .allMatch(each -> pattern.matcher(each).matches());
  }

  @Test
  void nothing_is_made_where_nothing_can_match() {
    assertThat(Samples.matching(Pattern.compile("a(?!a)a"), 1)).isEmpty();
  }

  @Test
  void every_mode_of_every_platform_has_a_sample() {
    List<String> without = new ArrayList<>();
    for (Platform platform : Platforms.builtIn().all()) {
      for (Platform.Mode mode : platform.modes()) {
        if (Samples.matching(mode.prompt(), 4).stream().noneMatch(mode::accepts)) {
          without.add(platform.id() + " " + mode.name() + " " + mode.prompt());
        }
      }
    }

    assertThat(without).isEmpty();
  }
}
