package io.netauto.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The harness around a server process, by a program that speaks as the server does. */
class ServerProcessTest {
  private static List<String> program(String mainClass) {
    Path classes = Project.target().resolve("test-classes");
    return List.of(Project.java().toString(), "-cp", classes.toString(), mainClass);
  }

  private static ServerProcess start() {
    return ServerProcess.start(program("io.netauto.e2e.FakeServer"), Map.of());
  }

  @Test
  void gives_a_client_that_is_logged_in_as_the_first_admin() {
    try (var server = start()) {
      var answer = server.client().post("/echo", Map.of()).json();
      assertThat(answer.get("method").asString()).isEqualTo("POST");
      assertThat(answer.get("authorization").asString()).isEqualTo("Bearer na_1");
      assertThatThrownBy(() -> Api.login(server.address(), "admin", "wrong"))
          .hasMessageContaining("401");
    }
  }

  @Test
  void reads_events_as_they_come() {
    try (var server = start();
        var events = server.client().events("/events", "6")) {
      var lines = events.next(Duration.ofSeconds(5));
      assertThat(lines.id()).isEqualTo("7");
      assertThat(lines.event()).isEqualTo("lines");
      assertThat(lines.json().get("a").asInt()).isEqualTo(1);
      assertThat(events.rest(Duration.ofSeconds(5)))
          .extracting(Events.Event::event)
          .containsExactly("end");
      assertThatThrownBy(() -> events.next(Duration.ofSeconds(5))).hasMessageContaining("is over");
    }
  }

  @Test
  void knows_the_admin_still_when_the_server_comes_back() throws Exception {
    var first = start();
    Files.createDirectories(first.data());
    first.kill9();
    Path data;
    try (var second = first.again()) {
      data = second.data();
      assertThat(data).isEqualTo(first.data()).exists();
      assertThat(second.firstAdmin()).isEqualTo(first.firstAdmin());
      second.stop();
    }
    assertThat(data.getParent()).doesNotExist();
  }

  @Test
  void tells_the_end_of_the_log_when_the_server_does_not_start() {
    assertThatThrownBy(() -> ServerProcess.start(program("no.such.Program"), Map.of()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("before the end")
        .hasMessageContaining("no.such.Program");
  }

  @Test
  void waits_for_a_line_no_longer_than_it_may() {
    try (var server = start()) {
      assertThatThrownBy(() -> server.awaitLine(Pattern.compile("never"), Duration.ofMillis(50)))
          .hasMessageContaining("No line 'never' within PT0.05S");
    }
  }
}
