package io.netauto.driver.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.platform.Badges.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlatformPagesTest {
  private static final Path FOLDER = Path.of("../docs/platforms");
  private static final String REPORT =
      """
      {"corpora": [
        {"name": "prompts", "platforms": [
          {"name": "frr", "kinds": {"prompt": {"passed": 2, "failed": 0}}},
          {"name": "half", "kinds": {"prompt": {"passed": 1, "failed": 1}}},
          {"name": "shown", "kinds": {"prompt": {"passed": 2, "failed": 0}}}]},
        {"name": "oxidized", "platforms": [
          {"name": "played", "kinds": {"session": {"passed": 2, "failed": 0, "skipped": 1}}},
          {"name": "masked", "passed": 9, "failed": 0, "kinds": {"text": {"passed": 6, "failed": 0}, "prompt": {"passed": 3, "failed": 0}}},
          {"name": "shown", "kinds": {"session": {"passed": 0, "failed": 1}}}]},
        {"name": "unicon", "platforms": [
          {"name": "played", "kinds": {"session": {"passed": 4, "failed": 0}}}]},
        {"name": "ntc", "platforms": [
          {"name": "read", "cases": 5, "passed": 5, "failed": 0, "skipped": 0}]}]}
      """;

  @Test
  void the_pages_are_up_to_date() throws Exception {
    Map<String, String> pages = PlatformPages.pages(Platforms.builtIn(), Badges.builtIn());
    for (Map.Entry<String, String> page : pages.entrySet()) {
      assertThat(FOLDER.resolve(page.getKey()))
          .as("made by build/platform-pages; run it again")
          .exists()
          .hasContent(page.getValue());
    }
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(f -> f.getFileName().toString()).filter(f -> f.endsWith(".md")))
          .as("made by build/platform-pages; run it again")
          .containsExactlyInAnyOrderElementsOf(pages.keySet());
    }
  }

  @Test
  void a_badge_is_earned_by_tests() {
    Badges badges = Badges.of(REPORT, "frr: FRRouting 8.4.4\n");
    assertThat(badges.of("frr").level()).isEqualTo(Level.REAL_DEVICE);
    assertThat(badges.of("frr").words())
        .isEqualTo("real device: FRRouting 8.4.4; recorded prompts: 2 of 2");
    assertThat(badges.of("played").level()).isEqualTo(Level.SESSIONS);
    assertThat(badges.of("played").words()).isEqualTo("recorded sessions: 6 of 6 under chaos");
    assertThat(badges.of("shown").level()).as("a session failed").isEqualTo(Level.PROMPTS);
    assertThat(badges.of("shown").words()).contains("recorded sessions: 0 of 1");
    assertThat(badges.of("masked").level()).as("prompts and secrets").isEqualTo(Level.PROMPTS);
    assertThat(badges.of("masked").words()).isEqualTo("recorded prompts: 3 of 3");
    assertThat(badges.of("half").level()).isEqualTo(Level.DOCUMENTATION);
    assertThat(badges.of("read").level()).as("no session").isEqualTo(Level.OUTPUTS);
    assertThat(badges.of("read").words()).isEqualTo("recorded outputs read: 5 of 5");
    assertThat(badges.of("unheard-of").words()).isEqualTo("documentation only");
  }

  @Test
  void every_real_device_is_a_platform() throws Exception {
    List<String> named =
        Files.readAllLines(FOLDER.resolve("lab.yaml")).stream()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.replaceFirst(":.*", ""))
            .toList();
    assertThat(named)
        .isNotEmpty()
        .allSatisfy(id -> assertThat(Platforms.builtIn().find(id)).as(id).isPresent());
  }
}
