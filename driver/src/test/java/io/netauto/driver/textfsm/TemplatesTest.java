package io.netauto.driver.textfsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplatesTest {
  private static final String MODULES =
      """
      module 1 sup
      module 2 line
      module 3 line
      serial 2 B
      serial 1 A
      serial 2 C
      state 2 up
      """;

  private final Templates templates = Templates.load(Path.of("src/test/resources/textfsm/folder"));

  private List<String> found(String platform, String command) {
    return templates.find(platform, command).orElse(List.of()).stream()
        .map(Template::name)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "one, show interfaces, one_ports.textfsm",
    "one, sh ints, one_ports.textfsm",
    "one, sh interfs, one_ports.textfsm",
    "one, show ports, one_ports.textfsm",
    "one, show ports 1, ''",
    "one, shw ports, ''",
    "one, sh modu deta, one_detail.textfsm",
    "two, show ports, ''",
    "one_telnet, show ports, one_ports.textfsm",
    "onething, show ports, ''",
    "two, ping 192.0.2.1, one_module.textfsm",
  })
  void the_first_row_that_matches_is_taken(String platform, String command, String template) {
    assertThat(String.join(",", found(platform, command))).isEqualTo(template);
  }

  @Test
  void several_templates_are_joined_by_their_keys() {
    Table table = templates.parse("one", "show module", MODULES).orElseThrow();
    assertThat(table.columns()).containsExactly("SLOT", "MODEL", "SERIAL", "STATES");
    assertThat(table.rows())
        .containsExactly(
            List.of("1", "sup", "A", ""),
            List.of("2", "line", "B", List.of("up")),
            List.of("3", "line", "", ""));
  }

  @Test
  void a_template_without_the_key_cannot_be_joined() {
    assertThatThrownBy(() -> templates.parse("one", "show place", MODULES))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("one_place.textfsm:1: cannot be joined to one_module.textfsm")
        .hasMessageContaining("\"SLOT\"");
  }

  @Test
  void tables_without_keys_are_joined_row_by_row(@TempDir Path folder) throws IOException {
    write(folder, "index", "Template, Command\na:b, go\n");
    write(folder, "a", "Value A (\\d)\n\nStart\n ^a${A} -> Record\n");
    write(folder, "b", "Value B (\\d)\n\nStart\n ^b${B} -> Record\n");
    List<Map<String, Object>> rows =
        Templates.load(folder).parse("any", "go", "a1\nb2\na3\n").orElseThrow().asMaps();
    assertThat(rows).containsExactly(Map.of("a", "1", "b", "2"), Map.of("a", "3", "b", ""));
  }

  @Test
  void a_command_without_a_row_has_no_table() {
    assertThat(templates.parse("one", "configure", "")).isEmpty();
    assertThat(templates.find("one", "show ".repeat(1_000))).isEmpty();
  }

  @Test
  void a_template_is_read_once() {
    assertThat(templates.find("one", "show ports").orElseThrow().getFirst())
        .isSameAs(templates.find("one", "show interfaces").orElseThrow().getFirst());
  }

  @Test
  void a_missing_template_is_named_with_its_line_in_the_index() {
    assertThatThrownBy(() -> templates.find("one", "show missing"))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("index:9: the file \"one_missing.textfsm\" is missing");
  }

  @Test
  void a_template_outside_the_folder_is_refused() {
    assertThatThrownBy(() -> templates.find("one", "show secret"))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("is not a file of this folder");
  }

  @Test
  void a_bad_index_is_refused(@TempDir Path folder) throws IOException {
    assertThatThrownBy(() -> Templates.load(folder))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("the file \"index\" is missing");
    write(folder, "index", "# none\nFoo, Command\n");
    assertThatThrownBy(() -> Templates.load(folder))
        .hasMessageContaining("index:2: there is no column \"Template\"");
    write(folder, "index", "Template, Command\n\na, sh(ow\n");
    assertThatThrownBy(() -> Templates.load(folder))
        .hasMessageContaining("index:3: not a regular expression");
  }

  private static void write(Path folder, String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
