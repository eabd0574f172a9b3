package io.netauto.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.server.testing.ServerTest;
import io.netauto.server.web.StartNotes;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A server on a database of the operator, and without a master key. */
@ExtendWith(OutputCaptureExtension.class)
class UnsealedOutputTest extends ServerTest {
  private static final String WORDS = "There is no master key: what devices print";

  @DynamicPropertySource
  static void ownDatabaseAndNoKey(DynamicPropertyRegistry settings) {
    own(settings, startPostgres("unsealed"));
    settings.add("NET_AUTO_MASTER_KEY", () -> "");
  }

  @Autowired private DataKeys keys;

  private Client signedIn(String name, String password) {
    Client browser = nobody();
    browser.logIn(name, password, Map.of());
    return browser;
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/settings/credentials", "/settings/audit"})
  void superusers_are_told_on_the_dashboard_and_in_the_settings(String path) {
    Answer page = signedIn("admin", ADMIN_PASSWORD).get(path);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.response().body()).contains(WORDS, "NET_AUTO_MASTER_KEY");
  }

  @Test
  void other_pages_and_other_people_are_not() {
    assertThat(signedIn("admin", ADMIN_PASSWORD).get("/devices").response().body())
        .doesNotContain(WORDS);
    assertThat(signedIn(user("admin"), PASSWORD).get("/settings/credentials").response().body())
        .doesNotContain(WORDS);
  }

  @Test
  void the_start_says_so_in_the_log_and_on_the_terminal(CapturedOutput output) {
    StartNotes notes = new StartNotes();
    UnsealedOutput again = new UnsealedOutput(keys, notes);
    assertThat(output).contains("WARN").contains(WORDS).contains("A key is made by");
    assertThat(notes.take()).singleElement().asString().startsWith("WARNING: " + WORDS);
    assertThat(again.words()).isPresent();
  }
}
