package io.netauto.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netauto.cli.config.ApiKey;
import io.netauto.cli.config.Profile;
import io.netauto.cli.failure.Failure;
import io.netauto.cli.server.Server;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class FollowRunTest {
  @Test
  void gives_up_after_growing_pauses_and_says_how_to_go_on() throws Exception {
    int closed;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    var pauses = new ArrayList<Long>();
    var watcher =
        new FollowRun.Watcher() {
          @Override
          public void lines(List<OutputLine> lines, OutputLine partial) {}

          @Override
          public void state(JsonNode run) {}

          @Override
          public void lost(String why, Duration pause) {
            pauses.add(pause.toMillis());
          }
        };
    var server =
        new Server(new Profile(URI.create("http://localhost:" + closed), new ApiKey("k"), null));
    var follow = new FollowRun(server, watcher, Duration.ofMillis(1));
    assertThatThrownBy(() -> follow.follow("42", "output", Duration.ofMinutes(1)))
        .isInstanceOfSatisfying(Failure.class, f -> assertThat(f.exitCode()).isEqualTo(5))
        .hasMessageContaining("netauto run watch 42");
    assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L);
  }
}
