package io.netauto.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class EnvironmentNamesTest {
  @Test
  void tells_an_unknown_name_with_the_nearest_known_one() {
    assertThat(EnvironmentNames.unknown(List.of("NET_AUTO_PORTS", "PATH", "NET_AUTO_MAX_SESSION")))
        .containsExactly(
            "The environment variable NET_AUTO_MAX_SESSION is not a setting of NetAuto. Did you"
                + " mean NET_AUTO_MAX_SESSIONS? See docs/configuration.md.",
            "The environment variable NET_AUTO_PORTS is not a setting of NetAuto. Did you mean"
                + " NET_AUTO_PORT? See docs/configuration.md.");
  }

  @Test
  void knows_the_settings_and_all_forms_of_credentials() {
    assertThat(EnvironmentNames.unknown(EnvironmentNames.SETTINGS)).isEmpty();
    assertThat(
            EnvironmentNames.unknown(
                List.of(
                    "NET_AUTO_LAB_USERNAME",
                    "NET_AUTO_LAB_PASSWORD",
                    "NET_AUTO_LAB_ENABLE_PASSWORD",
                    "NET_AUTO_LAB_PRIVKEY",
                    "NET_AUTO_LAB_PRIVKEY_BASE64",
                    "NET_AUTO_LAB_1_PASSPHRASE")))
        .isEmpty();
    assertThat(EnvironmentNames.unknown(List.of("NET_AUTO_LAB_PASWORD", "NET_AUTO_PASSWORD")))
        .hasSize(2);
  }

  /** A setting that is read but not known would stop the start of who sets it. */
  @Test
  void knows_every_name_that_the_defaults_read() throws IOException {
    var read = new TreeSet<String>();
    for (var file : List.of("application.yaml", "application-demo.yaml")) {
      var text = Files.readString(Path.of("src/main/resources", file));
      Pattern.compile("\\$\\{(NET_AUTO_[A-Z0-9_]+)")
          .matcher(text)
          .results()
          .forEach(r -> read.add(r.group(1)));
    }
    assertThat(read).hasSizeGreaterThan(10);
    assertThat(EnvironmentNames.SETTINGS).containsAll(read);
  }

  @Test
  void docs_have_every_setting_in_their_table() throws IOException {
    var rows = new TreeSet<String>();
    Pattern.compile("`(NET_AUTO_[A-Z0-9_]+)`")
        .matcher(
            Files.readAllLines(Path.of("../docs/configuration.md")).stream()
                .filter(line -> line.startsWith("| `NET_AUTO_"))
                .map(line -> line.split("\\|")[1])
                .reduce("", String::concat))
        .results()
        .forEach(r -> rows.add(r.group(1)));
    assertThat(rows).containsAll(EnvironmentNames.SETTINGS);
  }

  @Test
  void takes_two_letters_that_changed_places_for_a_slip() {
    assertThat(EnvironmentNames.unknown(List.of("NET_AUTO_PROT")))
        .singleElement()
        .asString()
        .contains("Did you mean NET_AUTO_PORT?");
  }
}
