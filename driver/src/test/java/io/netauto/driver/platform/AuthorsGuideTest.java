package io.netauto.driver.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.config.Redactor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The file of the driver author's guide against the session that the guide prints. */
class AuthorsGuideTest {
  private String guide = "";
  private Platform acme = Platforms.builtIn().get("frr");

  @BeforeEach
  void read() throws Exception {
    guide = Files.readString(Path.of("../docs/driver-authors-guide.md"));
    acme = Platforms.read("acme_os.yaml", block("yaml"));
  }

  private String block(String kind) {
    Matcher block = Pattern.compile("(?s)```" + kind + "\n(.*?)```").matcher(guide);
    assertThat(block.find()).isTrue();
    return block.group(1);
  }

  private List<String> session() {
    return block("text").lines().skip(1).toList();
  }

  @Test
  void knows_every_prompt_of_the_session_and_takes_no_output_for_one() {
    Map<String, Integer> modes = new TreeMap<>();
    for (String line : session()) {
      Matcher typed = Pattern.compile("^(sw1\\S*[>#] )").matcher(line);
      if (typed.find()) {
        String mode = acme.modeOf(typed.group(1)).map(Platform.Mode::name).orElse("none");
        modes.merge(mode, 1, Integer::sum);
      } else {
        assertThat(acme.modeOf(line)).as(line).isEmpty();
      }
    }
    assertThat(modes).isEqualTo(Map.of("exec", 3, "privileged_exec", 5, "configuration", 3));
  }

  @Test
  void knows_the_pager_the_questions_and_the_refusal() {
    assertThat(session()).anyMatch(line -> matches(acme.pagers().getFirst().prompt(), line));
    Pattern question = acme.dialogs().getFirst().question();
    assertThat(session()).anyMatch(line -> question.matcher(line.replaceFirst("y$", "")).find());
    assertThat(session().stream().filter(line -> acme.errors().getFirst().matcher(line).find()))
        .containsExactly("Error: unknown command \"shwo\"");
    assertThat(acme.path("exec", "configuration")).hasSize(2);
    assertThat(acme.path("exec", "configuration").getFirst().asksForEnablePassword()).isTrue();
  }

  private static boolean matches(Pattern pattern, String line) {
    return pattern.matcher(line).matches();
  }

  @Test
  void masks_every_secret_of_the_session() {
    String redacted = Redactor.of(acme).redact(String.join("\n", session())).text();
    assertThat(redacted)
        .doesNotContain("n0tpublic", "08a3f1", "s3cret")
        .contains("user ops passcode type7 " + Redactor.MASK);
  }
}
