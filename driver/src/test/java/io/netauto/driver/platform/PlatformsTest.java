package io.netauto.driver.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformsTest {
  private static final String FOLDER = "io/netauto/driver/platforms";

  private final Platforms platforms = Platforms.builtIn();

  @TempDir Path folder;

  @Test
  void reads_every_built_in_platform() {
    assertThat(platforms.all())
        .hasSizeGreaterThan(100)
        .allSatisfy(
            platform -> {
              assertThat(platform.modes()).isNotEmpty();
              assertThat(platform.sources()).as("sources of %s", platform.id()).isNotEmpty();
              assertThat(platform.notes()).as("notes of %s", platform.id()).isNotBlank();
            });
    assertThat(platforms.get("frr").name()).isEqualTo("FRRouting");
  }

  @Test
  void lists_exactly_the_files_of_the_folder_in_order() throws Exception {
    URL index = Objects.requireNonNull(Platforms.class.getResource("/" + FOLDER + "/index"));
    Path listed = Path.of(index.toURI());
    try (Stream<Path> files = Files.list(Objects.requireNonNull(listed.getParent()))) {
      assertThat(Files.readAllLines(listed))
          .containsExactlyElementsOf(
              files
                  .map(file -> String.valueOf(file.getFileName()))
                  .filter(name -> !name.equals("index"))
                  .map(name -> name.substring(0, name.length() - ".yaml".length()))
                  .sorted()
                  .toList());
    }
  }

  @Test
  void gives_no_name_of_another_tool_to_two_platforms() {
    Map<String, List<String>> claimed = new TreeMap<>();
    for (Platform platform : platforms.all()) {
      platform
          .names()
          .forEach(
              (tool, names) ->
                  names.forEach(
                      name ->
                          claimed
                              .computeIfAbsent(tool + " " + name, _ -> new ArrayList<>())
                              .add(platform.id())));
    }
    assertThat(claimed.values()).allSatisfy(ids -> assertThat(ids).hasSize(1));
  }

  @Test
  void disregards_the_counter_of_a_prompt() {
    Platform exos = platforms.get("extreme_exos");
    assertThat(exos.canonical("sw.5 # ")).isEqualTo(exos.canonical("sw.12 # "));
    assertThat(exos.canonical("sw.5 # ")).isNotEqualTo(exos.canonical("sw2.5 # "));
  }

  @Test
  void replaces_a_built_in_platform_by_the_users_file() throws Exception {
    write("frr.yaml", "name: Mine\nvendor: Me\nmodes:\n  - {name: m, prompt: 'x>'}\n");
    write("other.yaml", "name: Other\nvendor: Me\nmodes:\n  - {name: m, prompt: 'x>'}\n");
    Platforms loaded = Platforms.load(folder);
    assertThat(loaded.get("frr").name()).isEqualTo("Mine");
    assertThat(loaded.get("other").newline()).isEqualTo("\n");
    assertThat(loaded.all()).hasSize(platforms.all().size() + 1);
  }

  @Test
  void names_file_line_and_key_of_an_unknown_key() throws Exception {
    write("x.yaml", "name: X\nvendor: V\nmodes:\n  - name: m\n    promt: 'x>'\n    prompt: 'x>'\n");
    assertThatThrownBy(() -> Platforms.load(folder))
        .isInstanceOf(PlatformFileException.class)
        .hasMessageContaining("x.yaml:5: unknown key \"promt\"");
  }

  @Test
  void names_the_line_of_a_bad_pattern() throws Exception {
    write("x.yaml", "name: X\nvendor: V\nmodes:\n  - name: m\n    prompt: '(x>'\n");
    assertThatThrownBy(() -> Platforms.load(folder))
        .hasMessageContaining("x.yaml:5: not a regular expression");
  }

  @Test
  void refuses_a_file_without_modes_or_without_yaml() throws Exception {
    write("x.yaml", "name: X\nvendor: V\n");
    assertThatThrownBy(() -> Platforms.load(folder)).hasMessageContaining("\"modes\" is missing");
    write("x.yaml", "name: [X\n");
    assertThatThrownBy(() -> Platforms.load(folder)).hasMessageContaining("not YAML");
    write("x.yaml", "");
    assertThatThrownBy(() -> Platforms.load(folder)).hasMessageContaining("empty");
  }

  private void write(String name, String text) throws Exception {
    Files.writeString(folder.resolve(name), text);
  }
}
