package io.netauto.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.simulator.recording.Library;
import io.netauto.simulator.recording.Library.Title;
import io.netauto.simulator.recording.Talk;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class RecordedLibraryTest {
  @Test
  void the_simulator_finds_the_devices_of_each_form_and_they_answer() throws Exception {
    Library library = ServiceLoader.load(Library.class).findFirst().orElseThrow();
    Path folder = Path.of(Objects.requireNonNull(getClass().getResource("/recordings")).toURI());
    List<Title> titles = library.titles(folder);
    assertThat(titles.stream().map(Title::form).distinct())
        .containsExactlyInAnyOrder("oxidized", "scrapli_mock", "unicon", "ntc");
    Title outputs = titles.stream().filter(t -> t.form().equals("ntc")).findFirst().orElseThrow();
    assertThat(outputs.platform()).isEqualTo("cisco_ios");
    Talk talk = outputs.recording().begin();
    String prompt = talk.greeting().text();
    assertThat(prompt).isNotBlank();
    assertThat(talk.line("show lab things").text()).endsWith(prompt).hasSizeGreaterThan(30);
    assertThat(talk.line("show no such thing").text()).startsWith("% ").endsWith(prompt);
    assertThat(talk.line("exit").closes()).isTrue();
  }
}
