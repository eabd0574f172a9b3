package io.netauto.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netauto.server.testing.ServerTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

class BreachedPasswordsTest extends ServerTest {
  private static final String BREACHED = "Kz7!wq-Lm0p#Vt";
  private static final Path FILE = file(List.of(BREACHED, "Wq9-unlikely-Tm4x"), 5_000);

  @TempDir private Path folder;

  @DynamicPropertySource
  static void file(DynamicPropertyRegistry settings) {
    settings.add("netauto.logins.breached-passwords", FILE::toString);
  }

  private static String hash(String password) {
    try {
      return HexFormat.of()
          .withUpperCase()
          .formatHex(MessageDigest.getInstance("SHA-1").digest(password.getBytes("UTF-8")));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ordered as the real one, with counts of different lengths. */
  private static Path file(List<String> passwords, int more) {
    List<String> lines = new ArrayList<>();
    passwords.forEach(each -> lines.add(hash(each) + ":7"));
    for (int i = 0; i < more; i++) {
      lines.add(hash("breached " + i) + ":" + i);
    }
    try {
      Path file = Files.createTempFile("breached", ".txt");
      Files.writeString(file, String.join("\r\n", lines.stream().sorted().toList()) + "\r\n");
      return file;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_breached_password_is_refused_wherever_it_is_set() {
    JsonNode own =
        as("viewer")
            .post("/api/v1/auth/password", Map.of("current", PASSWORD, "password", BREACHED))
            .problem(422, "invalid_fields");
    assertThat(own.at("/errors/0/message").asString()).contains("known from a breach");
    admin()
        .post(
            "/api/v1/users",
            Map.of("username", unique("new"), "password", BREACHED, "role", "viewer"))
        .problem(422, "invalid_fields");
    admin()
        .post(
            "/api/v1/users",
            Map.of("username", unique("new"), "password", BREACHED + "x", "role", "viewer"))
        .with(201);
  }

  @Test
  void each_line_is_found_and_nothing_else() throws IOException {
    BreachedPasswords some = new BreachedPasswords(FILE.toString());
    for (int i = 0; i < 5_000; i++) {
      assertThat(some.problemWith("breached " + i)).as("line of " + i).isPresent();
      assertThat(some.problemWith("unknown " + i)).isEmpty();
    }
    Path one = file(List.of("alone"), 0);
    assertThat(new BreachedPasswords(one.toString()).problemWith("alone")).isPresent();
    assertThat(new BreachedPasswords("").problemWith("alone")).isEmpty();
  }

  @Test
  void another_file_stops_the_start_with_words() throws IOException {
    Path other = Files.writeString(folder.resolve("words.txt"), "password\nletmein\n");
    assertThatThrownBy(() -> new BreachedPasswords(other.toString()))
        .hasMessageContaining("NET_AUTO_BREACHED_PASSWORDS")
        .hasMessageContaining("ordered by hash");
    assertThatThrownBy(() -> new BreachedPasswords(folder.resolve("none").toString()))
        .hasMessageContaining("cannot be read");
  }
}
