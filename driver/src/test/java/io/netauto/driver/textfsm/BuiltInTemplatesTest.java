package io.netauto.driver.textfsm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BuiltInTemplatesTest {
  private static final Path RECORDINGS = Path.of("src/test/resources/textfsm/builtin");
  private static final Path FILES = Path.of("src/main/resources/io/netauto/driver/templates");

  static Stream<NtcCorpus.Case> recordings() {
    return NtcCorpus.cases(Templates.builtIn(), RECORDINGS);
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void a_recording_gives_its_rows(NtcCorpus.Case recording) {
    assertThat(NtcCorpus.check(recording)).isEmpty();
  }

  @Test
  void every_template_has_a_row_in_the_index_and_a_recording() throws IOException {
    Set<String> used =
        recordings()
            .flatMap(c -> c.templates().find(c.platform(), c.command()).orElseThrow().stream())
            .map(Template::name)
            .collect(Collectors.toCollection(TreeSet::new));
    try (Stream<Path> files = Files.list(FILES)) {
      assertThat(used)
          .isEqualTo(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith(".textfsm"))
                  .collect(Collectors.toCollection(TreeSet::new)));
    }
  }
}
